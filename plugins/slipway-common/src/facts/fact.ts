/**
 * What sources observe, pruned to what the rules need: no environment variables, no free text that a
 * cluster wrote (it may name addresses or secrets), only names, numbers, times and stable codes.
 */

import type { BackupFacts } from './backups';
import type { CommitsFacts } from './commits';
import type { DataFacts } from './data';
import type { DeliveryFacts } from './delivery';
import type { RuntimeFacts } from './deployments';
import type { ExposureFacts } from './exposure';
import type { FirstDayFacts } from './firstDay';
import type { GoldenPathFacts } from './goldenPath';
import type { NamespaceFacts, QuotaFacts } from './quota';
import type { ScalingFacts } from './scaling';
import type { SecretsFacts } from './secrets';
import type { UseFacts } from './use';
import type { VaultFacts } from './vault';

/** Where one service runs in one environment. */
export interface Subject {
  /** The value of the label `slipway.dev/service`; empty for what is about a namespace as a whole. */
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
}

/** What facts are about, each with rules, a document and four answers of its own. */
export interface FactsOf {
  /** Which workloads run, and how. */
  deployments: RuntimeFacts;
  /** Whose changes run, and how far the branch is ahead of them. */
  commits: CommitsFacts;
  /** Whether Git and the cluster agree. */
  delivery: DeliveryFacts;
  /** What the namespace allows, and what the service may come to. */
  quota: QuotaFacts;
  scaling: ScalingFacts;
  /** What keeps its data: servers that it brings for itself, and volumes. */
  data: DataFacts;
  backups: BackupFacts;
  secrets: SecretsFacts;
  /** Where its secrets come from in Vault. */
  vault: VaultFacts;
  /** Hosts, routes and certificates. */
  exposure: ExposureFacts;
  /** What it still needs before it runs; of the service as a whole, and gone once it runs. */
  firstDay: FirstDayFacts;
  /** What its repository was rendered with; of the service as a whole. */
  goldenPath: GoldenPathFacts;
  /** The quotas of a namespace, whoever lives there. */
  namespace: NamespaceFacts;
  /** What pods really use of a quota; of a service, and of its namespace. */
  use: UseFacts;
}

export type Aspect = keyof FactsOf;

/** What an entity is asked about, in the order in which a page tells it. */
export const entityAspects = [
  'deployments',
  'commits',
  'delivery',
  'quota',
  'scaling',
  'data',
  'backups',
  'secrets',
  'vault',
  'exposure',
] as const satisfies readonly Aspect[];

export type EntityAspect = (typeof entityAspects)[number];

/** One normalized observation with its time and its source. */
export interface Fact<A extends Aspect = Aspect> {
  aspect: A;
  subject: Subject;
  /** Id of the source that saw it, e.g. `kubernetes/eu-1`. */
  source: string;
  /** When it was seen. */
  at: string;
  /** `undefined`: it was looked for and nothing is there. */
  value: FactsOf[A] | undefined;
}
