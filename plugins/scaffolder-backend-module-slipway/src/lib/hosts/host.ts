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

/** A Git host that new repositories are published to. */
export interface PublishHost {
  /** As integrations name it. */
  host: string;
  places(owner: string, name: string): Places;
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
  ownerExists(): Promise<boolean>;
  /** false: there is one of that name after all. */
  createRepository(
    description: string,
    visibility: Visibility,
  ): Promise<boolean>;
  /** The text of a file on the branch, or undefined. */
  file(path: string): Promise<string | undefined>;
  /** Nobody writes to it any more, and everybody who could may still read it. false: it was so, or is gone. */
  archive(): Promise<boolean>;
  /** The commit that the branch is at, or undefined. */
  head(): Promise<string | undefined>;
}

export function pathOf(...parts: string[]): string {
  return parts.map(encodeURIComponent).join('/');
}
