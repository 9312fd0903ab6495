import { Clock } from '../clock';
import { FaultBoard } from '../http';
import { Platform } from '../platform';

/** What somebody wants broken or healed: the name of a break, and what it is about. */
export interface Wish {
  break: string;
  cluster?: string;
  namespace?: string;
  service?: string;
  environment?: string;
  /** In how many days something ends. */
  days?: number;
  /** What a quota allows. */
  hard?: Record<string, string>;
}

export interface Scene {
  platform: Platform;
  faults: FaultBoard;
  clock: Clock;
}

/** One way in which a company's day goes wrong, with the way out. */
export interface Break {
  /** In the words of the page. */
  title: string;
  /** What a wish has to name. */
  about: Array<'cluster' | 'namespace' | 'service' | 'environment'>;
  /** The kind that an environment must have for it. */
  kind?: string;
  /** False where it is over with the next start. */
  lasts?: false;
  /** False where there is nothing to heal. */
  heals?: false;
  break(scene: Scene, wish: Wish): Promise<void> | void;
  heal(scene: Scene, wish: Wish): Promise<void> | void;
}

/** What cannot be broken, with what can. */
export class UnknownWish extends Error {}
