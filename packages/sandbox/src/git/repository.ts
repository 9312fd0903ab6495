import { mkdir } from 'node:fs/promises';
import { FileTree } from '@slipway/model';
import { GitError, git, gitText } from './git';

export interface Person {
  name: string;
  email: string;
}

export interface Commit {
  sha: string;
  parents: string[];
  author: Person & { date: string };
  subject: string;
  message: string;
}

export interface TreeEntry {
  path: string;
  type: 'blob' | 'tree' | 'commit';
  mode: string;
  sha: string;
  size: number;
}

/** What a branch gets: a file's new content, or undefined to take it away. */
export type Changes = Record<
  string,
  { content: string | Buffer; executable?: boolean } | undefined
>;

export interface NewCommit {
  branch: string;
  /** The commit it goes onto; undefined for a branch's first. */
  parent?: string;
  author: Person;
  message: string;
  date: Date;
  changes: Changes;
}

const LOG_FORMAT = '%H%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%s%x1f%B%x1e';

const KEPT_TREES = 4;

/** A bare repository on disk. */
export class Repository {
  private readonly trees = new Map<string, Promise<FileTree>>();
  private tips?: Promise<Record<string, string>>;

  constructor(readonly path: string) {}

  static async create(path: string, branch: string): Promise<Repository> {
    await mkdir(path, { recursive: true });
    await git(
      ['init', '--bare', '--quiet', `--initial-branch=${branch}`, '.'],
      {
        repository: path,
      },
    );
    return new Repository(path);
  }

  /** Branches by name, with their tips: kept until somebody may have moved one. */
  branches(): Promise<Record<string, string>> {
    this.tips ??= this.readBranches();
    this.tips.catch(() => this.moved());
    return this.tips;
  }

  /** To be told after anybody but this class has run git here. */
  moved(): void {
    this.tips = undefined;
  }

  private async readBranches(): Promise<Record<string, string>> {
    const text = await this.text([
      'for-each-ref',
      '--format=%(refname:strip=2) %(objectname)',
      'refs/heads',
    ]);
    return Object.fromEntries(lines(text).map(line => line.split(' ')));
  }

  /** A branch, tag or (abbreviated) commit as a commit; undefined where there is none. */
  async resolve(revision: string): Promise<string | undefined> {
    // What begins with a dash would be an option, and a colon names a file.
    if (!/^[\w][\w./-]*$/.test(revision) || revision.includes('..')) {
      return undefined;
    }
    const tip = (await this.branches())[revision];
    if (tip) {
      return tip;
    }
    try {
      const text = await this.text([
        'rev-parse',
        '--verify',
        '--quiet',
        `${revision}^{commit}`,
      ]);
      return text.trim();
    } catch (error) {
      if (error instanceof GitError) {
        return undefined;
      }
      throw error;
    }
  }

  async commits(
    revision: string,
    options: { limit?: number; skip?: number; path?: string } = {},
  ): Promise<Commit[]> {
    const text = await this.text([
      'log',
      `--format=${LOG_FORMAT}`,
      `--max-count=${options.limit ?? 50}`,
      `--skip=${options.skip ?? 0}`,
      revision,
      '--',
      ...(options.path ? [options.path] : []),
    ]);
    return text
      .split('\x1e')
      .map(record => record.trimStart())
      .filter(record => record !== '')
      .map(toCommit);
  }

  async commit(revision: string): Promise<Commit> {
    return (await this.commits(revision, { limit: 1 }))[0];
  }

  async countCommits(revision: string): Promise<number> {
    return Number(await this.text(['rev-list', '--count', revision, '--']));
  }

  /** The files that lie between two commits, or all of a first one. */
  async changedPaths(from: string | undefined, to: string): Promise<string[]> {
    const text = from
      ? await this.text(['diff', '--name-only', '-z', from, to, '--'])
      : await this.text(['ls-tree', '-r', '--name-only', '-z', to]);
    return text.split('\0').filter(path => path !== '');
  }

  /** What lies at a path: a folder's entries, the file itself, or nothing. */
  async entries(
    revision: string,
    path: string,
    recursive = false,
  ): Promise<TreeEntry[]> {
    const text = await this.text([
      'ls-tree',
      '-z',
      '-l',
      ...(recursive ? ['-r'] : []),
      revision,
      ...(path ? ['--', path] : []),
    ]);
    return text
      .split('\0')
      .filter(line => line !== '')
      .map(line => {
        const [facts, name] = line.split('\t');
        const [mode, type, sha, size] = facts.split(/\s+/);
        return {
          path: name,
          mode,
          type,
          sha,
          size: Number(size) || 0,
        } as TreeEntry;
      });
  }

  async blob(sha: string): Promise<Buffer> {
    return git(['cat-file', 'blob', sha], { repository: this.path });
  }

  /** All text files of a commit at once. A commit never changes, so the last few are kept. */
  async readTree(sha: string): Promise<FileTree> {
    return this.keepTree(sha, this.trees.get(sha) ?? this.loadTree(sha));
  }

  private keepTree(sha: string, tree: Promise<FileTree>): Promise<FileTree> {
    this.trees.delete(sha);
    this.trees.set(sha, tree);
    if (this.trees.size > KEPT_TREES) {
      this.trees.delete(this.trees.keys().next().value!);
    }
    tree.catch(() => this.trees.delete(sha));
    return tree;
  }

  private async loadTree(revision: string): Promise<FileTree> {
    const entries = (await this.entries(revision, '', true)).filter(
      e => e.type === 'blob',
    );
    const output = await git(['cat-file', '--batch'], {
      repository: this.path,
      input: entries.map(e => `${e.sha}\n`).join(''),
    });
    const tree: FileTree = {};
    let offset = 0;
    for (const entry of entries) {
      const start = output.indexOf(0x0a, offset) + 1;
      tree[entry.path] = {
        content: output.toString('utf8', start, start + entry.size),
        ...(entry.mode === '100755' && { executable: true }),
      };
      offset = start + entry.size + 1;
    }
    return tree;
  }

  async archive(revision: string, prefix: string): Promise<Buffer> {
    return git(
      ['archive', '--format=tar.gz', `--prefix=${prefix}/`, revision],
      {
        repository: this.path,
      },
    );
  }

  /**
   * Makes one commit of text. Git refuses it, and nothing changes, when the branch has moved on since the parent.
   */
  async write(commit: NewCommit): Promise<string> {
    const time = `${Math.floor(commit.date.getTime() / 1000)} +0000`;
    const person = `${plain(commit.author.name)} <${plain(
      commit.author.email,
    )}> ${time}`;
    const parts: Array<string | Buffer> = [
      `commit refs/heads/${commit.branch}\n`,
      `author ${person}\ncommitter ${person}\n`,
      ...data(commit.message),
      ...(commit.parent ? [`from ${commit.parent}\n`] : []),
    ];
    for (const [path, change] of Object.entries(commit.changes)) {
      if (change) {
        const mode = change.executable ? '100755' : '100644';
        parts.push(
          `M ${mode} inline ${quoted(path)}\n`,
          ...data(change.content),
        );
      } else {
        parts.push(`D ${quoted(path)}\n`);
      }
    }
    await git(['fast-import', '--quiet', '--date-format=raw'], {
      repository: this.path,
      input: Buffer.concat(parts.map(p => Buffer.from(p as string))),
    });
    this.moved();
    const tip = await this.resolve(commit.branch);
    if (!tip) {
      throw new GitError(`The branch ${commit.branch} did not come into being`);
    }
    // What was just written need not be read again.
    const before = commit.parent && this.trees.get(commit.parent);
    if (before || !commit.parent) {
      const changed = Promise.resolve(before || {}).then(tree =>
        withChanges(tree, commit.changes),
      );
      void this.keepTree(tip, changed);
    }
    return tip;
  }

  /** What a branch has changed since it left another; undefined where that one has changed the same files since. */
  async changesBetween(
    base: string,
    head: string,
  ): Promise<Changes | undefined> {
    const common = (await this.text(['merge-base', base, head])).trim();
    const paths = await this.changedPaths(common, head);
    const others = new Set(await this.changedPaths(common, base));
    if (paths.some(path => others.has(path))) {
      return undefined;
    }
    const changes = paths.map(async path => {
      const [entry] = await this.entries(head, path);
      return [
        path,
        entry && {
          content: await this.blob(entry.sha),
          executable: entry.mode === '100755',
        },
      ] as const;
    });
    return Object.fromEntries(await Promise.all(changes));
  }

  private text(args: string[]): Promise<string> {
    return gitText(args, { repository: this.path });
  }
}

function withChanges(tree: FileTree, changes: Changes): FileTree {
  const next: FileTree = { ...tree };
  for (const [path, change] of Object.entries(changes)) {
    if (change) {
      next[path] = {
        content: change.content.toString(),
        ...(change.executable && { executable: true }),
      };
    } else {
      delete next[path];
    }
  }
  // In the order in which Git lists them.
  return Object.fromEntries(
    Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function toCommit(record: string): Commit {
  const [sha, parents, name, email, date, subject, message] =
    record.split('\x1f');
  return {
    sha,
    parents: parents.split(' ').filter(p => p !== ''),
    author: { name, email, date },
    subject,
    message: message.trimEnd(),
  };
}

function data(content: string | Buffer): Array<string | Buffer> {
  return [`data ${Buffer.byteLength(content)}\n`, content, '\n'];
}

function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, c => `\\${c}`).replace(/\n/g, '\\n')}"`;
}

function plain(text: string): string {
  return text.replace(/[<>\n]/g, '');
}

function lines(text: string): string[] {
  return text.split('\n').filter(line => line !== '');
}
