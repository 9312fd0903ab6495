import { SecretUser, SecretsFacts } from '@slipway/plugin-slipway-common';
import { PrunedPod, RunningObject } from '../kinds/workloads';
import { ServiceObjects } from './ServiceObjects';

/** Which Secrets operators make for it, and who takes them; `undefined` when none does. */
export function toSecretsFacts(
  objects: ServiceObjects,
): SecretsFacts | undefined {
  const sources = objects.of(
    'ExternalSecret',
    'SealedSecret',
    'InfisicalStaticSecret',
  );
  return sources.length > 0
    ? {
        secrets: sources.map(one => ({
          name: one.secret,
          by: one.kind,
          object: one.name,
          ...(one.store && { store: one.store }),
          paths: one.paths,
          ready: one.ready,
          ...(one.waiting && { waiting: true }),
          ...(one.reason && { reason: one.reason }),
          ...(one.syncedAt && { syncedAt: one.syncedAt }),
          ...(one.refreshSeconds && { refreshSeconds: one.refreshSeconds }),
          users: usersOf(one.secret, objects),
        })),
      }
    : undefined;
}

function usersOf(secret: string, objects: ServiceObjects): SecretUser[] {
  const pods = objects.of('Pod');
  const sets = objects.of('ReplicaSet');
  return objects
    .of('Deployment', 'StatefulSet', 'Rollout')
    .flatMap(workload => {
      const takes = workload.secrets.find(({ name }) => name === secret);
      if (!takes) {
        return [];
      }
      const makers = new Set([
        workload.name,
        ...sets.filter(s => s.owner === workload.name).map(({ name }) => name),
      ]);
      const oldestPodAt = oldest(
        pods.filter(
          ({ owner, deleting, finished }) =>
            owner && makers.has(owner) && !deleting && !finished,
        ),
      );
      return [
        { ...user(workload, takes.as), ...(oldestPodAt && { oldestPodAt }) },
      ];
    });
}

function user({ name }: RunningObject, as: SecretUser['as']): SecretUser {
  return { workload: name, as };
}

function oldest(pods: PrunedPod[]): string | undefined {
  return pods
    .map(({ createdAt }) => createdAt)
    .sort()
    .at(0);
}
