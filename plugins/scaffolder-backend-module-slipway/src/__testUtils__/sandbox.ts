import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type SandboxAddresses } from '@slipway/sandbox';

/** The sandbox with an empty organization `shop`, and what tests ask of it. */
export class TestSandbox {
  private constructor(
    readonly addresses: SandboxAddresses,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<TestSandbox> {
    const dataDir = await mkdtemp(join(tmpdir(), 'slipway-actions-'));
    const sandbox = await startSandbox({
      dataDir,
      ports: { gitea: 0, argocd: 0, local: 0, 'eu-1': 0, control: 0 },
    });
    const world = new TestSandbox(sandbox.addresses, async () => {
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    });
    await world.gitea('POST', '/orgs', { username: 'shop' });
    return world;
  }

  stop(): Promise<void> {
    return this.end();
  }

  /** The portal's configuration of this sandbox; the addresses may be those of a gateway before it. */
  config({ gitea, argocd } = this.addresses) {
    return {
      integrations: {
        gitea: [
          {
            host: new URL(gitea).host,
            baseUrl: gitea,
            username: 'slipway',
            password: 'sandbox',
          },
        ],
      },
      slipway: { create: { repository: { owner: 'shop' } } },
      argocd: {
        appLocatorMethods: [
          {
            type: 'config',
            instances: [
              {
                name: 'sandbox',
                url: argocd,
                frontendUrl: 'https://argocd.example.org',
                token: 'sandbox-argocd',
              },
            ],
          },
        ],
      },
    };
  }

  async fault(target: 'gitea' | 'argocd', fault: string): Promise<void> {
    const response = await fetch(`${this.addresses.control}/faults`, {
      method: 'POST',
      body: JSON.stringify({ target, fault }),
    });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  }

  async mend(): Promise<void> {
    await fetch(`${this.addresses.control}/faults`, { method: 'DELETE' });
  }

  async gitea(method: string, path: string, body?: object): Promise<any> {
    const credentials = Buffer.from('slipway:sandbox').toString('base64');
    const response = await fetch(`${this.addresses.gitea}/api/v1${path}`, {
      method,
      headers: { authorization: `Basic ${credentials}` },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return response.status === 404 || text === ''
      ? undefined
      : JSON.parse(text);
  }

  /** A repository of somebody's own, with these files and links on its branch; without any, it stays empty. */
  async filled(
    name: string,
    files: Record<string, string>,
    branch = 'main',
    links: Record<string, string> = {},
  ): Promise<void> {
    await this.gitea('POST', '/orgs/shop/repos', {
      name,
      default_branch: branch,
    });
    if (Object.keys(files).length > 0) {
      await this.push(name, files, branch, links);
    }
  }

  /** A commit with these files, on top of what the default branch has. */
  async push(
    name: string,
    files: Record<string, string>,
    branch: string,
    links: Record<string, string> = {},
  ): Promise<void> {
    await this.cloned(name, undefined, async (dir, git) => {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(dir, path)), { recursive: true });
        await writeFile(join(dir, path), content);
      }
      for (const [path, target] of Object.entries(links)) {
        await symlink(target, join(dir, path));
      }
      await git('add', '.');
      await git(
        '-c',
        'user.name=Ann',
        '-c',
        'user.email=ann@example.org',
        'commit',
        '-qm',
        'Ours',
      );
      await git('push', '-q', 'origin', `HEAD:refs/heads/${branch}`);
    });
  }

  /** The files of a branch, as Git hands them out. */
  async tree(name: string, branch?: string): Promise<Record<string, string>> {
    return this.cloned(name, branch, async (_dir, git) => {
      const paths = (await git('ls-files')).trim().split('\n');
      const contents = paths.map(async path => [
        path,
        await git('show', `HEAD:${path}`),
      ]);
      return Object.fromEntries(await Promise.all(contents));
    });
  }

  private async cloned<T>(
    name: string,
    branch: string | undefined,
    work: (
      dir: string,
      git: (...args: string[]) => Promise<string>,
    ) => Promise<T>,
  ): Promise<T> {
    const dir = await mkdtemp(join(tmpdir(), 'slipway-clone-'));
    const git = async (...args: string[]) =>
      (await promisify(execFile)('git', ['-C', dir, ...args])).stdout;
    const url = new URL(`${this.addresses.gitea}/shop/${name}.git`);
    url.username = 'slipway';
    url.password = 'sandbox';
    try {
      await git(
        'clone',
        '-q',
        ...(branch ? ['-b', branch] : []),
        `${url}`,
        '.',
      );
      return await work(dir, git);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }

  async repositories(): Promise<string[]> {
    const repositories = await this.gitea('GET', '/orgs/shop/repos');
    return repositories.map(({ name }: { name: string }) => name).sort();
  }

  async commits(repository: string): Promise<string[]> {
    const commits = await this.gitea(
      'GET',
      `/repos/shop/${repository}/commits`,
    );
    return commits.map(({ commit }: { commit: { message: string } }) =>
      commit.message.trim(),
    );
  }

  async applications(): Promise<string[]> {
    const response = await fetch(
      `${this.addresses.argocd}/api/v1/applications`,
      { headers: { authorization: 'Bearer sandbox-argocd' } },
    );
    const { items } = await response.json();
    return (items ?? [])
      .map(({ metadata }: { metadata: { name: string } }) => metadata.name)
      .sort();
  }
}
