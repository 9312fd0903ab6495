/** What a service's repository was last rendered with, and what of it somebody changed since. */
export interface GoldenPathFacts {
  /** Where it lies, as people open it. */
  repository: string;
  /** Whether it could be read just now; what is told else is what was known last. */
  known: 'data' | 'denied' | 'unreachable';
  /** What the portal's account lacks, where it was denied. */
  permission?: string;
  /** Its repository has a lock. */
  locked: boolean;
  /** Left out where the lock says none that anybody can read. */
  lock?: RenderedWithFacts;
  /** What it would be rendered with by this portal. */
  now: RenderedWithFacts;
  /** Left out where nobody could compare them. */
  files?: {
    managed: number;
    /** Managed files that are not as they were rendered, whatever their images' tags are; the first of them. */
    changed: string[];
    /** So many more. */
    more?: number;
  };
}

export interface RenderedWithFacts {
  /** The blueprint's version. */
  goldenPath: string;
  bundle: { name: string; version: string };
}
