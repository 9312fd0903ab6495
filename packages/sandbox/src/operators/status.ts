import { timestamp } from '../clock';
import {
  Change,
  Condition,
  Outcome,
  World,
  join,
  setCondition,
} from '../controllers/types';
import { KubernetesObject } from '../kubernetes';

type Status = Record<string, any>;

/** An operator of which nothing is read but the status that it writes. */
export function statusWriter(
  kind: string,
  write: (
    object: KubernetesObject,
    world: World,
  ) => { status: Status; wakeAt?: Date; changes?: Change[] },
): (world: World) => Outcome {
  return world =>
    join(
      world
        .list(kind)
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .map(object => {
          const { status, wakeAt, changes = [] } = write(object, world);
          return {
            changes: [
              { op: 'status' as const, object: { ...object, status } },
              ...changes,
            ],
            wakeAt,
          };
        }),
    );
}

/** The conditions of an object with these set. */
export function conditionsOf(
  { status }: KubernetesObject,
  { now }: World,
  ...wanted: Condition[]
): Condition[] {
  return wanted.reduce(
    (all, one) => setCondition(all, one, timestamp(now)),
    (status?.conditions ?? []) as Condition[],
  );
}
