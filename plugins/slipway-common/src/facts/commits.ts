export interface CommitsFacts {
  /** Where the source lies, as people open it. */
  repository: string;
  /** Whether the repository could be read. */
  known: 'data' | 'absent' | 'denied' | 'unreachable';
  /** What the portal's account lacks, where it was denied. */
  permission?: string;
  /** The newest commit of the branch that is delivered, of those that touch the service. */
  newest?: Commit;
  /** Each commit that runs. */
  running: RunningCommit[];
  /** Of versions that ran before, as far as they are among the newest: what came of them is reckoned from these. */
  earlier?: Commit[];
}

/** Its first line and its author's name; nothing else of what people wrote. */
export interface Commit {
  sha: string;
  at: string;
  author: string;
  title: string;
}

export interface RunningCommit {
  /** As the image's tag has it. */
  ref: string;
  workloads: string[];
  /** `undefined`: the repository has no such commit. */
  commit?: Commit;
  /** How many of the branch are newer. */
  behind?: number;
  /** There are more than these: nobody counted further. */
  more?: boolean;
}
