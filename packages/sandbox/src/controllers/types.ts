import { KubernetesObject, OwnerReference } from '../kubernetes';
import { ImageRecord } from '../registry';
import { Vault } from '../vault';

/** What a controller sees: the objects of one namespace of a cluster, the images and secrets that exist, and the time. */
export interface World {
  now: Date;
  /** The past is being made up: what time would only write over again and again may be left out. */
  hurried: boolean;
  vault: Vault;
  /** Those of the namespace that is looked at; of kinds that belong to none, all. */
  list(kind: string): KubernetesObject[];
  everywhere(kind: string): KubernetesObject[];
  get(
    kind: string,
    namespace: string | undefined,
    name: string,
  ): KubernetesObject | undefined;
  /** Of whatever kind, with what belongs to no namespace. */
  all(): KubernetesObject[];
  inside(namespace: string): KubernetesObject[];
  image(reference: string): ImageRecord | undefined;
  /** What a namespace uses of something that a quota counts, as the server writes it. */
  used(namespace: string | undefined): (name: string) => string;
  /** Why a quota refuses a pod, when so many of them are about to be made. */
  refusal(
    namespace: string | undefined,
    podSpec: unknown,
    making: number,
  ): string | undefined;
}

export type Change =
  | { op: 'create'; object: NewObject }
  | { op: 'update'; object: KubernetesObject }
  | { op: 'status'; object: KubernetesObject }
  | { op: 'delete'; object: KubernetesObject }
  /** Takes away what was only waiting to go. */
  | { op: 'remove'; object: KubernetesObject }
  | { op: 'event'; about: KubernetesObject; event: EventNote };

/** An object that the server is still to name. */
export type NewObject = Omit<KubernetesObject, 'metadata'> & {
  kind: string;
  metadata: Partial<KubernetesObject['metadata']>;
};

export interface EventNote {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: string;
}

export interface Outcome {
  changes: Change[];
  /** When time alone will bring the next change. */
  wakeAt?: Date;
}

export type Reconcile = (world: World) => Outcome;

export function earliest(...dates: Array<Date | undefined>): Date | undefined {
  return dates.reduce((a, b) => {
    if (a === undefined || b === undefined) {
      return a ?? b;
    }
    return a < b ? a : b;
  }, undefined);
}

export function join(outcomes: Outcome[]): Outcome {
  return {
    changes: outcomes.flatMap(o => o.changes),
    wakeAt: earliest(...outcomes.map(o => o.wakeAt)),
  };
}

export function after(date: Date | string, seconds: number): Date {
  return new Date(new Date(date).getTime() + seconds * 1000);
}

export function ownedBy(
  object: KubernetesObject,
  owner: KubernetesObject,
): boolean {
  return (object.metadata.ownerReferences ?? []).some(
    r => r.controller && r.uid === owner.metadata.uid,
  );
}

export function controllerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** As Go writes JSON: a zero count is left out. */
export function withoutZeros<T extends Record<string, unknown>>(
  fields: T,
): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== 0 && value !== undefined,
    ),
  ) as Partial<T>;
}

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastUpdateTime?: string;
  lastTransitionTime?: string;
}

/** Sets a condition; its transition time moves only when its status does. */
export function setCondition(
  conditions: Condition[],
  condition: Condition,
  now: string,
  updates = false,
): Condition[] {
  const before = conditions.find(c => c.type === condition.type);
  const same =
    before?.status === condition.status &&
    before?.reason === condition.reason &&
    before?.message === condition.message;
  if (before && same && !updates) {
    return conditions;
  }
  const next: Condition = {
    ...condition,
    ...('lastUpdateTime' in condition && { lastUpdateTime: now }),
    lastTransitionTime:
      before?.status === condition.status ? before.lastTransitionTime : now,
  };
  return before
    ? conditions.map(c => (c === before ? next : c))
    : [...conditions, next];
}
