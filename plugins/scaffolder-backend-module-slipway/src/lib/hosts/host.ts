import type { Reach } from '../reach';

/** The branch that new repositories have. */
export const BRANCH = 'main';

export type Visibility = 'private' | 'public';

/** Where a repository stands, as people see it and as Git reaches it. */
export interface Places {
  url: string;
  remoteUrl: string;
  repoContentsUrl: string;
  catalogInfoUrl: string;
}

/** A folder of a branch; a new repository has one branch, and the service has it for itself. */
export interface SourcePlace {
  branch: string;
  /** Empty, or with a slash behind it. */
  folder: string;
}

/** What is asked of the people of a repository, from one of its branches to another. */
export interface ChangeRequest {
  title: string;
  body: string;
  head: string;
  base: string;
}

/** A Git host that new repositories are published to. */
export interface PublishHost {
  /** As integrations name it. */
  host: string;
  places(owner: string, name: string, at?: Partial<SourcePlace>): Places;
  api(owner: string, name: string, limits: Limits): RepositoryApi;
  /** What Git says who it is with. */
  pushAuth(owner: string, name: string): Promise<PushAuth>;
  commitSigningKey?: string;
}

export interface PushAuth {
  username: string;
  password: string;
}

export type Limits = Pick<Reach, 'signal' | 'timeLimit'>;

/** What is asked of a host about one repository. */
export interface RepositoryApi {
  /** undefined: there is none of that name, or none that the portal's user may see. */
  repository(): Promise<{ empty: boolean } | undefined>;
  /** Of one that is there already. */
  about(): Promise<{ branch: string; archived: boolean } | undefined>;
  ownerExists(): Promise<boolean>;
  /** false: there is one of that name after all. */
  createRepository(
    description: string,
    visibility: Visibility,
  ): Promise<boolean>;
  /** The text of a file on a branch, or undefined. */
  file(path: string, branch?: string): Promise<string | undefined>;
  /** Nobody writes to it any more, and everybody who could may still read it. false: it was so, or is gone. */
  archive(): Promise<boolean>;
  /** The commit that a branch is at, or undefined. */
  head(branch?: string): Promise<string | undefined>;
  /** Nobody rewrites or removes a branch any more; pushes and pull requests go on. false: it was protected already. */
  protect(branch: string): Promise<boolean>;
  /** Opens a pull request, or finds the open one between the same branches. Resolves with its page. */
  request(change: ChangeRequest): Promise<{ url: string; created: boolean }>;
}

export function pathOf(...parts: string[]): string {
  return parts.map(encodeURIComponent).join('/');
}
