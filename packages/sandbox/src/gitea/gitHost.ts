import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Clock } from '../clock';
import { Commit, NewCommit, Repository } from '../git';

export interface RepositoryRecord {
  id: number;
  owner: string;
  name: string;
  description: string;
  private: boolean;
  defaultBranch: string;
  createdAt: string;
  /** It is read, and written to no more. */
  archived?: boolean;
  pulls?: PullRecord[];
  /** How its branches are protected. */
  protections?: ProtectionRecord[];
}

export interface ProtectionRecord {
  rule_name: string;
  enable_push: boolean;
  enable_push_whitelist: boolean;
}

/** A pull request between two branches of a repository. */
export interface PullRecord {
  number: number;
  title: string;
  body: string;
  head: string;
  base: string;
  state: 'open' | 'closed';
  merged?: true;
}

export interface GitHostState {
  organizations: string[];
  repositories: RepositoryRecord[];
  /** Names of what pipelines are told, by organization or repository: nothing here reads the values. */
  secrets?: Record<string, string[]>;
}

export interface Push {
  repository: HostedRepository;
  branch: string;
  /** The tip before; undefined for a new branch. */
  before?: string;
  after: string;
}

export type PushListener = (push: Push) => void;

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

export function isValidName(name: unknown): name is string {
  return (
    typeof name === 'string' && NAME.test(name) && !/\.git$|\.wiki$/.test(name)
  );
}

/** A repository with what the host knows of it. */
export class HostedRepository {
  private readonly unnoted = new Set<string>();

  constructor(
    readonly record: RepositoryRecord,
    readonly git: Repository,
    private readonly pushed: PushListener,
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  get fullName(): string {
    return `${this.record.owner}/${this.record.name}`;
  }

  async tip(): Promise<string | undefined> {
    return (await this.git.branches())[this.record.defaultBranch];
  }

  async isEmpty(): Promise<boolean> {
    return Object.keys(await this.git.branches()).length === 0;
  }

  async lastCommit(): Promise<Commit | undefined> {
    const tip = await this.tip();
    return tip ? this.git.commit(tip) : undefined;
  }

  /** A commit from inside the sandbox, told like any other push. */
  async commit(commit: Omit<NewCommit, 'branch'>): Promise<string> {
    const branch = this.record.defaultBranch;
    const after = await this.git.write({ ...commit, branch });
    this.pushed({ repository: this, branch, before: commit.parent, after });
    return after;
  }

  /** Gitea takes note of what was pushed behind its answer, and fails on a branch until then: here once. */
  takeNote(branch: string): boolean {
    return !this.unnoted.delete(branch);
  }

  get pulls(): readonly PullRecord[] {
    return this.record.pulls ?? [];
  }

  openPull(pull: Pick<PullRecord, 'title' | 'body' | 'head' | 'base'>) {
    const opened: PullRecord = {
      ...pull,
      number: this.pulls.length + 1,
      state: 'open',
    };
    this.record.pulls = [...this.pulls, opened];
    this.changed();
    return opened;
  }

  /** Brings what its branch has changed to the base, as one commit. false: both have changed the same. */
  async mergePull(pull: PullRecord): Promise<boolean> {
    const changes = await this.git.changesBetween(pull.base, pull.head);
    if (!changes) {
      return false;
    }
    const before = await this.git.resolve(pull.base);
    const after = await this.git.write({
      branch: pull.base,
      parent: before,
      author: (await this.git.commit(pull.head)).author,
      message: `${pull.title} (#${pull.number})`,
      date: this.clock.now(),
      changes,
    });
    pull.state = 'closed';
    pull.merged = true;
    this.pushed({ repository: this, branch: pull.base, before, after });
    return true;
  }

  /** Runs what may move branches, and tells which ones it moved. */
  async tellPushes(work: () => Promise<void>): Promise<void> {
    const before = await this.git.branches();
    await work();
    this.git.moved();
    const after = await this.git.branches();
    for (const [branch, tip] of Object.entries(after)) {
      if (before[branch] !== tip) {
        if (!before[branch]) {
          this.unnoted.add(branch);
        }
        this.pushed({
          repository: this,
          branch,
          before: before[branch],
          after: tip,
        });
      }
    }
  }
}

/** Organizations and repositories: what Gitea keeps in its database here is a small record beside bare repositories. */
export class GitHost {
  private readonly organizations = new Set<string>();
  private readonly repositories = new Map<string, HostedRepository>();
  private readonly listeners = new Set<PushListener>();
  private readonly secrets = new Map<string, string[]>();
  private nextId = 1;

  constructor(
    /** Where the bare repositories lie: `<root>/<owner>/<name>.git`. */
    readonly root: string,
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  restore(state: GitHostState): void {
    state.organizations.forEach(name => this.organizations.add(name));
    for (const [of, names] of Object.entries(state.secrets ?? {})) {
      this.secrets.set(of, names);
    }
    for (const record of state.repositories) {
      if (existsSync(this.pathOf(record.owner, record.name))) {
        this.adopt(
          record,
          new Repository(this.pathOf(record.owner, record.name)),
        );
      }
    }
  }

  state(): GitHostState {
    return {
      organizations: [...this.organizations],
      repositories: this.all().map(r => r.record),
      secrets: Object.fromEntries(this.secrets),
    };
  }

  hasOrganization(name: string): boolean {
    return this.organizations.has(name);
  }

  addOrganization(name: string): void {
    this.organizations.add(name);
    this.changed();
  }

  all(): HostedRepository[] {
    return [...this.repositories.values()];
  }

  find(owner: string, name: string): HostedRepository | undefined {
    return this.repositories.get(`${owner}/${name}`.toLowerCase());
  }

  /** By its clone address. Only the path counts: the sandbox knows no other Git host than itself. */
  findByUrl(url: string): HostedRepository | undefined {
    const match =
      /^https?:\/\/(?:[^@/]*@)?(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\/([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(
        url,
      );
    return match ? this.find(match[1], match[2]) : undefined;
  }

  async create(
    owner: string,
    name: string,
    options: {
      description?: string;
      private?: boolean;
      defaultBranch?: string;
    } = {},
  ): Promise<HostedRepository> {
    const defaultBranch = options.defaultBranch || 'main';
    const git = await Repository.create(
      this.pathOf(owner, name),
      defaultBranch,
    );
    const repository = this.adopt(
      {
        id: this.nextId,
        owner,
        name,
        description: options.description ?? '',
        private: options.private ?? false,
        defaultBranch,
        createdAt: this.clock.now().toISOString(),
      },
      git,
    );
    this.changed();
    return repository;
  }

  async remove(repository: HostedRepository): Promise<void> {
    this.repositories.delete(repository.fullName.toLowerCase());
    await rm(repository.git.path, { recursive: true, force: true });
    this.changed();
  }

  archive(repository: HostedRepository, archived: boolean): void {
    repository.record.archived = archived;
    this.changed();
  }

  protect(repository: HostedRepository, protection: ProtectionRecord): void {
    const { record } = repository;
    record.protections = [...(record.protections ?? []), protection];
    this.changed();
  }

  secretsOf(of: string): string[] {
    return this.secrets.get(of.toLowerCase()) ?? [];
  }

  setSecret(of: string, name: string): void {
    const names = new Set([...this.secretsOf(of), name.toUpperCase()]);
    this.secrets.set(of.toLowerCase(), [...names]);
    this.changed();
  }

  onPush(listener: PushListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async prepare(): Promise<void> {
    await mkdir(this.root, { recursive: true });
  }

  private adopt(record: RepositoryRecord, git: Repository): HostedRepository {
    const repository = new HostedRepository(
      record,
      git,
      push => {
        this.changed();
        for (const listener of [...this.listeners]) {
          listener(push);
        }
      },
      this.clock,
      this.changed,
    );
    this.repositories.set(repository.fullName.toLowerCase(), repository);
    this.nextId = Math.max(this.nextId, record.id + 1);
    return repository;
  }

  private pathOf(owner: string, name: string): string {
    return join(this.root, owner.toLowerCase(), `${name.toLowerCase()}.git`);
  }
}
