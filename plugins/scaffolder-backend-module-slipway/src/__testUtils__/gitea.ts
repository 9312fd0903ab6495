import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A Gitea with the organization `shop`, the sandbox's or a real one, and what tests ask of it. */
export class TestGitea {
  constructor(
    readonly url: string,
    private readonly username: string,
    private readonly password: string,
  ) {}

  /** What stands below `integrations.gitea` for it; the address may be that of a gateway before it. */
  integration(baseUrl = this.url) {
    const { username, password } = this;
    return { host: new URL(baseUrl).host, baseUrl, username, password };
  }

  async ask(method: string, path: string, body?: object): Promise<any> {
    const { url, username, password } = this;
    const credentials = Buffer.from(`${username}:${password}`).toString(
      'base64',
    );
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Basic ${credentials}`,
        'content-type': 'application/json',
      },
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
    await this.ask('POST', '/orgs/shop/repos', {
      name,
      default_branch: branch,
    });
    if (Object.keys(files).length > 0) {
      await this.push(name, files, branch, links);
    }
  }

  /** A commit with these files, on top of what the default branch has, or another one. */
  async push(
    name: string,
    files: Record<string, string>,
    branch: string,
    links: Record<string, string> = {},
    onto?: string,
  ): Promise<void> {
    await this.cloned(name, onto, async (dir, git) => {
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
    // Gitea takes note of a push behind its answer, and fails on the branch until then.
    while (
      !(
        await this.ask('GET', `/repos/shop/${name}/branches/${branch}`).catch(
          () => undefined,
        )
      )?.commit
    ) {
      await sleep(50);
    }
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
    const url = new URL(`${this.url}/shop/${name}.git`);
    url.username = this.username;
    url.password = this.password;
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
    const repositories = await this.ask('GET', '/orgs/shop/repos');
    return repositories.map(({ name }: { name: string }) => name).sort();
  }

  async commits(repository: string): Promise<string[]> {
    const commits = await this.ask('GET', `/repos/shop/${repository}/commits`);
    return commits.map(({ commit }: { commit: { message: string } }) =>
      commit.message.trim(),
    );
  }
}
