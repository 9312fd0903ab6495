import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface GiteaAddress {
  url: string;
  username: string;
  password: string;
  stop: () => Promise<void>;
}

/** What a test says to a Gitea: by its API, and by Git as a developer does. */
export class GitWorld {
  constructor(readonly gitea: GiteaAddress) {}

  get integration() {
    const { url, username, password } = this.gitea;
    return { host: new URL(url).host, baseUrl: url, username, password };
  }

  location(project: string, folder = '', branch = 'main') {
    return `url:${this.gitea.url}/${project}/src/branch/${branch}/${folder}`;
  }

  /** A new organization with new repositories. */
  async repositories(owner: string, ...names: string[]): Promise<void> {
    const post = (path: string, body: object) =>
      this.ask(path, { method: 'POST', body: JSON.stringify(body) });
    await post('/orgs', { username: owner });
    for (const name of names) {
      await post(`/orgs/${owner}/repos`, { name, default_branch: 'main' });
    }
  }

  async ask(path: string, init: RequestInit = {}): Promise<any> {
    const { url, username, password } = this.gitea;
    const credentials = Buffer.from(`${username}:${password}`);
    const answer = await fetch(`${url}/api/v1${path}`, {
      ...init,
      headers: {
        authorization: `Basic ${credentials.toString('base64')}`,
        'content-type': 'application/json',
      },
    });
    if (!answer.ok) {
      throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
    const text = await answer.text();
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Gitea takes note of a push behind its answer. */
  private async noted(project: string, branch: string, sha: string) {
    const path = `/repos/${project}/branches/${branch}`;
    for (let i = 0; i < 200; i++) {
      const { commit } = await this.ask(path).catch(() => ({}));
      if (commit?.id === sha) {
        return;
      }
      await sleep(25);
    }
    throw new Error(`${project} never had ${sha}`);
  }

  /** Commits on top of a branch, one for each file; their ids. */
  async commit(
    project: string,
    files: [path: string, message: string, content?: string][],
    branch = 'main',
  ): Promise<string[]> {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-git-'));
    const git = async (...args: string[]) =>
      (await run('git', ['-C', folder, ...args])).stdout.trim();
    const remote = new URL(`${this.gitea.url}/${project}.git`);
    remote.username = this.gitea.username;
    remote.password = this.gitea.password;
    try {
      await git('clone', '-q', remote.href, '.');
      await git('checkout', '-q', '-B', branch);
      const made: string[] = [];
      for (const [path, message, content] of files) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(
          join(folder, path),
          content ?? `${message} ${made.length}\n`,
        );
        await git('add', '.');
        const person = ['-c', 'user.name=Ann', '-c', 'user.email=ann@x.org'];
        await git(...person, 'commit', '-qm', message);
        made.push(await git('rev-parse', 'HEAD'));
      }
      await git('push', '-q', 'origin', `HEAD:refs/heads/${branch}`);
      await this.noted(project, branch, made.at(-1)!);
      return made;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
