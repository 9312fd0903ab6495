import type { Amounts } from '@slipway/model';
import type {
  Aspect,
  BackupSchedule,
  CommitsFacts,
  DataFacts,
  DeliveryFact,
  EntityAspect,
  ExposureFacts,
  FirstDayFacts,
  FirstDayItem,
  GoldenPathFacts,
  ScalerFacts,
  SecretFacts,
  UseFacts,
  VaultSecret,
} from './facts';
import type { DeliveryAction } from './deliveryActions';
import type { DeliveryMetrics } from './metrics';
import type {
  Answer,
  DeploymentState,
  Note,
  Verdict,
  VerdictState,
} from './types';

/** What is known of each aspect of a service in one environment, or of a namespace. */
export interface StateOf {
  deployments: DeploymentState;
  commits: CommitsState;
  delivery: DeliveryState;
  quota: QuotaState;
  scaling: ScalingState;
  data: DataState;
  backups: BackupsState;
  secrets: SecretsState;
  vault: VaultState;
  exposure: ExposureState;
  firstDay: FirstDayState;
  goldenPath: GoldenPathState;
  namespace: NamespaceState;
  use: UseState;
}

export interface CommitsState extends Omit<CommitsFacts, 'earlier'> {
  verdict: Verdict;
}

export interface DeliveryState {
  deliveries: DeliveryFact[];
  verdict: Verdict;
}

/** One resource of a namespace's quota: the tightest one, where several count it. */
export interface QuotaResource {
  /** As a ResourceQuota names it: `requests.memory`. */
  resource: string;
  quota: string;
  /** In cores, bytes or pieces, as the two that follow. */
  used: number;
  limit: number;
}

/** What is measured is told beside what is counted: another server of the cluster has it, if any. */
export interface WithUse {
  use?: Answer<UseState>;
}

export interface NamespaceState extends WithUse {
  resources: QuotaResource[];
  verdict: Verdict;
}

/** What pods really use. It is told and not judged: what is little now may be much in an hour. */
export interface UseState extends UseFacts {
  verdict: Verdict;
}

export interface QuotaState extends WithUse {
  resources: (QuotaResource & {
    /** What would be used with the service at its largest. */
    atMost: number;
  })[];
  workloads: QuotaWorkload[];
  verdict: Verdict;
}

export interface QuotaWorkload {
  name: string;
  wanted: number;
  most: number;
  /** As far as it can come, everything else staying as it is. */
  reaches: number;
  /** The resource that ends first, where it does not reach its most. */
  endsWith?: string;
  each: Amounts;
}

export interface ScalingState {
  scalers: ScalerFacts[];
  verdict: Verdict;
}

export interface DataState extends DataFacts {
  verdict: Verdict;
}

export interface BackupsState {
  backups: BackupSchedule[];
  verdict: Verdict;
}

export interface SecretsState {
  secrets: SecretFacts[];
  verdict: Verdict;
}

export interface VaultState {
  secrets: VaultSecret[];
  verdict: Verdict;
}

export interface ExposureState extends ExposureFacts {
  /** Who may connect to its pods, in a sentence for those of which the same is so. */
  notes?: Note[];
  verdict: Verdict;
}

export interface FirstDayState extends FirstDayFacts {
  verdict: Verdict;
}

export interface GoldenPathState extends GoldenPathFacts {
  verdict: Verdict;
}

export type AnyState = StateOf[Aspect];

/** One environment of a service, whole. */
export type EnvironmentState = {
  name: string;
  cluster: string;
  namespace: string;
  /** Nobody declared it: it is where something of the service was found. */
  guessed?: boolean;
  /** The worst of what is known; what could not be read counts as unknown. */
  verdict: VerdictState;
} & { [A in EntityAspect]: Answer<StateOf[A]> };

/** `POST /v1/entities/{kind}/{namespace}/{name}/first-day` looks it up just then. */
export interface FirstDay {
  /** As of when it was looked up. */
  at: string;
  /** In the order in which it is missed. */
  items: FirstDayItem[];
  /** Why nothing could be looked up. */
  unread?: string;
}

/** `GET /v1/entities/{kind}/{namespace}/{name}/state` */
export interface EntityState {
  entityRef: string;
  /** In promotion order. */
  environments: EnvironmentState[];
  /** Clusters that could not be read, where nobody declared where it runs: it may run there. */
  unread?: string[];
  /** What it still needs before it runs everywhere, where something of it does not run yet. */
  firstDay?: FirstDay;
  /** What who asks may have done, where the portal does such things. */
  actions?: DeliveryAction[];
  /** What its repository was rendered with, where the portal reads repositories; it says nothing of what runs. */
  goldenPath?: Answer<GoldenPathState>;
  verdict: VerdictState;
  /** Grows with every change of this document: equal numbers, equal content. */
  revision: number;
}

/** `GET /v1/entities/{kind}/{namespace}/{name}/metrics` */
export interface EntityMetrics {
  entityRef: string;
  from: string;
  to: string;
  /** In promotion order. */
  environments: (DeliveryMetrics & {
    name: string;
    cluster: string;
    namespace: string;
  })[];
}

export const historyKinds = [
  'version',
  'verdict',
  'removed',
  'backup',
  'sync',
  'commit',
] as const;

export type HistoryKind = (typeof historyKinds)[number];

/** Something that happened to a service. */
export interface HistoryEvent {
  /** Unique, and greater for what was written later. */
  id: number;
  at: string;
  environment: string;
  cluster: string;
  /** What it is about. */
  aspect: Aspect;
  kind: HistoryKind;
  /** The workload whose version changed. */
  workload?: string;
  before?: HistoryValue;
  after?: HistoryValue;
}

/** A version, a verdict with the codes of its reasons, a backup's run, a delivery, a commit that came to run. */
export type HistoryValue = Record<string, unknown>;

/** `GET /v1/entities/{kind}/{namespace}/{name}/history`, newest first. */
export interface HistoryPage {
  entityRef: string;
  events: HistoryEvent[];
  /** Where the next page begins; left out on the last one. */
  next?: string;
}
