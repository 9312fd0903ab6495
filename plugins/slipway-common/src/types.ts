import type { RolloutFacts } from './facts';
import type { CommitsState } from './states';

/**
 * What pages and agents read about a service. Everything here is already pruned:
 * no raw objects, no internal addresses, no secret values.
 */

/** What the rules say about facts. */
export type VerdictState =
  | 'healthy'
  | 'progressing'
  | 'degraded'
  | 'failed'
  | 'unknown';

/** Something that is wrong or under way: what, its evidence, what to do. */
export interface Reason {
  /** A stable id, e.g. `crash-loop`, `image-pull`, `waiting-first-build`, `rollout`. */
  code: string;
  state: VerdictState;
  /** What, as a sentence without a full stop. */
  message: string;
  /** Object, exit code, event, count: the proof, in one line. */
  evidence?: string;
  /** What to do, an imperative. */
  remedy?: string;
  /** The same in pieces, for other languages than English; what has none is whole. */
  words?: ReasonWords;
  /** Where its last words are to be read. */
  log?: LogPlace;
}

/** Something worth knowing that is no trouble. */
export type Note = Pick<Reason, 'message' | 'words'>;

/** By which the Kubernetes back end finds the log of a container. */
export interface LogPlace {
  pod: string;
  container: string;
  /** Of the run that ended, rather than of the one that goes on. */
  previous?: boolean;
}

export interface ReasonWords {
  message?: Words;
  evidence?: Words;
  remedy?: Words;
}

/** A text with `{{0}}`, `{{1}}`, …, by which translations are found, and what stands there. */
export type Words = [text: string, ...values: Word[]];

/** Spans in seconds, times in ISO 8601; amounts are of a quota's resource. */
export type Word =
  | string
  | number
  | Words
  | { amount: number; of: string }
  | { noun: string }
  | { span: number }
  | { ago: number }
  | { ahead: number }
  | { minute: string }
  | { day: string }
  | { some: Word[]; more?: number }
  | { list: Word[] };

export interface Verdict {
  state: VerdictState;
  reasons: Reason[];
}

/**
 * The four answers. An error is never shown as empty, a stale value never as fresh:
 * `denied` and `unreachable` carry the last known value with the time it was read.
 */
export type Answer<T> =
  | { answer: 'data'; value: T; at: string }
  | { answer: 'absent'; at: string }
  | {
      answer: 'denied';
      since: string;
      /** The permission that is missing, and on what. */
      permission: string;
      lastKnown?: { value: T; at: string };
    }
  | {
      answer: 'unreachable';
      since: string;
      /** Why, in words that name no internal address. */
      reason: string;
      nextTry?: string;
      /** It was not read yet since the portal started: nobody knows that it cannot be. */
      starting?: boolean;
      lastKnown?: { value: T; at: string };
    };

/** One workload of a service in one environment, as last seen. */
export interface WorkloadState {
  name: string;
  kind: 'Deployment' | 'StatefulSet' | 'Rollout';
  /** What the service brings for itself with it, as its spec calls it: `database`. Its version is none of the service. */
  need?: string;
  /** Without the digest: `registry/shop/payments:0.1.7-g1a2b3c4`. */
  image: string;
  digest?: string;
  /** What people call it, from the image's tag. */
  version: string;
  /** Abbreviated commit, where the tag tells. */
  commit?: string;
  /** Since when this version is wanted. */
  since: string;
  /** The how manieth of its rollouts this is, where the cluster counts them. */
  revision?: number;
  wanted: number;
  ready: number;
  /** How many run the wanted version. */
  updated: number;
  /** How many of these are ready; left out where the cluster does not tell. `ready` counts old ones, too. */
  readyUpdated?: number;
  /** The older version that still serves, when there is one: the newest, if several do. */
  serving?: ServingVersion;
  /** What ran before this version first came, as far as the cluster remembers. */
  before?: OlderVersion;
  /** How its versions take over from each other, where they do so by steps. */
  rollout?: RolloutState;
  restarts: number;
}

/** A version to go back to. */
export interface OlderVersion {
  version: string;
  /** Of the image, as a registry has it. */
  tag: string;
  digest?: string;
  /** Abbreviated commit, where the tag tells. */
  commit?: string;
}

/** A version that takes over step by step, or is looked at beside the one that serves. */
export interface RolloutState
  extends Omit<RolloutFacts, 'stable' | 'canary' | 'invalid'> {
  stable?: RolloutVersion;
  canary?: RolloutVersion;
}

export interface RolloutVersion extends ServingVersion {
  wanted: number;
}

export interface ServingVersion {
  version: string;
  /** Abbreviated commit, where the tag tells. */
  commit?: string;
  ready: number;
}

/** What runs of a service in one environment. */
export interface DeploymentState {
  workloads: WorkloadState[];
  verdict: Verdict;
}

export interface EnvironmentDeployments {
  name: string;
  cluster: string;
  namespace: string;
  /** Nobody declared it: it is where something of the service was found. */
  guessed?: boolean;
  state: Answer<DeploymentState>;
  /** Whose changes these are. */
  commits: Answer<CommitsState>;
}

/** `GET /v1/entities/{kind}/{namespace}/{name}/deployments` */
export interface DeploymentsResponse {
  entityRef: string;
  /** In promotion order. */
  environments: EnvironmentDeployments[];
  /** Clusters that could not be read, where nobody declared where it runs: it may run there. */
  unread?: string[];
  /** The worst verdict of the environments; `unknown` where none is known. */
  verdict: VerdictState;
  /** Grows with every change of this document: equal numbers, equal content. */
  revision: number;
}

/** A source as pages see it. `GET /v1/sources` */
export interface SourceHealth {
  /** `kubernetes/eu-1` */
  id: string;
  state: 'ok' | 'starting' | 'denied' | 'unreachable';
  /** Since when in this state. */
  since: string;
  /** Last time something was heard. */
  heardAt?: string;
  /** Why, in words that name no internal address. */
  reason?: string;
  /** The permission that is missing, and on what, when denied. */
  permission?: string;
  nextTry?: string;
}

/** Published on {@link SLIPWAY_SIGNAL_CHANNEL} when an entity's document changed. */
export type SlipwaySignal = { entityRef: string; revision: number };

export const SLIPWAY_SIGNAL_CHANNEL = 'slipway';
