import { timestamp } from '../clock';
import { after } from '../controllers/types';
import { Cluster, KubernetesObject, typeOf, written } from '../kubernetes';
import { knobs } from '../operators/knobs';
import { annotate, objectsOf, someOf } from './find';
import { Break, Scene, UnknownWish, Wish } from './types';

const QUOTA = 'platform';

/** Argo CD would put it right, so whoever changes by hand first tells it not to. */
export const drift: Break = {
  kind: 'Application',
  title: 'Somebody changes a Deployment by hand',
  about: ['service', 'environment'],
  break(scene, wish) {
    const [workload] = someOf(scene, wish, 'Deployment');
    automate(scene, wish, false);
    workload.cluster.replace(
      typeOf('Deployment'),
      workload.object,
      withMoreMemory(workload.object),
    );
  },
  heal: (scene, wish) => automate(scene, wish, true),
};

/** `kubectl set resources`: what is tried first in a bad night. */
function withMoreMemory(live: KubernetesObject): KubernetesObject {
  const { template } = live.spec ?? {};
  const containers = template.spec.containers.map(
    (one: Record<string, any>) => ({
      ...one,
      resources: {
        ...one.resources,
        limits: { ...one.resources?.limits, memory: '1Gi' },
      },
    }),
  );
  return {
    ...live,
    spec: {
      ...live.spec,
      template: { ...template, spec: { ...template.spec, containers } },
    },
  };
}

function automate({ platform }: Scene, wish: Wish, on: boolean): void {
  const [found] = someOf({ platform } as Scene, wish, 'Application');
  const { cluster, object } = found;
  cluster.replace(typeOf('Application'), object, {
    ...object,
    spec: {
      ...object.spec,
      syncPolicy: on ? { automated: { prune: true, selfHeal: true } } : {},
    },
  });
}

/** What runs goes on to run, and nothing new comes. */
export const gitRefuses: Break = {
  kind: 'GitRepository',
  title: 'Git refuses the credentials of Flux',
  about: ['service', 'environment'],
  break: (scene, wish) =>
    someOf(scene, wish, 'GitRepository').forEach(found =>
      annotate(found, {
        [knobs.fetchFails]: 'authentication required: Unauthorized',
      }),
    ),
  heal: (scene, wish) =>
    someOf(scene, wish, 'GitRepository').forEach(found =>
      annotate(found, { [knobs.fetchFails]: undefined }),
    ),
};

export const quotaShrinks: Break = {
  title: 'The platform team lowers a quota',
  about: ['service', 'environment'],
  break(scene, wish) {
    const { cluster, namespace } = homeOf(scene, wish);
    const hard = wish.hard ?? asUsed(cluster, namespace);
    const live = cluster.store.get(typeOf('ResourceQuota'), namespace, QUOTA);
    const body = { metadata: { name: QUOTA }, spec: { hard } };
    if (live) {
      cluster.replace(typeOf('ResourceQuota'), live, {
        ...live,
        spec: { hard },
      });
    } else {
      cluster.create(typeOf('ResourceQuota'), namespace, body);
    }
  },
  heal(scene, wish) {
    const { cluster, namespace } = homeOf(scene, wish);
    if (cluster.store.get(typeOf('ResourceQuota'), namespace, QUOTA)) {
      cluster.delete(typeOf('ResourceQuota'), namespace, QUOTA);
    }
  },
};

function homeOf(
  scene: Scene,
  wish: Wish,
): { cluster: Cluster; namespace: string } {
  const [found] = [
    ...objectsOf(scene, wish, 'Deployment'),
    ...objectsOf(scene, wish, 'Rollout'),
    ...objectsOf(scene, wish, 'CronJob'),
  ];
  if (!found?.object.metadata.namespace) {
    throw new UnknownWish(
      `nothing of ${wish.service} runs in ${wish.environment}`,
    );
  }
  return { cluster: found.cluster, namespace: found.object.metadata.namespace };
}

/** What is there fits, and hardly anything more. */
function asUsed({ store }: Cluster, namespace: string): Record<string, string> {
  const pods = store
    .list(typeOf('Pod'), namespace)
    .filter(({ status }) => !['Succeeded', 'Failed'].includes(status?.phase));
  return { pods: written('pods', pods.length + 1) };
}

export const backupFails: Break = {
  kind: 'CronJob',
  title: 'Backups fail',
  about: ['service', 'environment'],
  break(scene, wish) {
    for (const found of someBackups(scene, wish)) {
      annotate(found, {
        [knobs.runFails]: 'AccessDenied: the key of the store was revoked',
      });
      // The next night is far, and whoever watches wants to see it now.
      runNow(found.cluster, found.object, scene.clock.now());
    }
  },
  heal(scene, wish) {
    for (const found of someBackups(scene, wish)) {
      annotate(found, { [knobs.runFails]: undefined });
      runNow(found.cluster, found.object, scene.clock.now());
    }
  },
};

function someBackups(scene: Scene, wish: Wish) {
  return someOf(scene, wish, 'CronJob').filter(
    ({ object }) => !object.spec?.suspend,
  );
}

/** `kubectl create job --from=cronjob/…` */
function runNow(cluster: Cluster, cronJob: KubernetesObject, now: Date): void {
  const { apiVersion, kind, metadata, spec } = cronJob;
  const { name, namespace, uid = '' } = metadata;
  cluster.create(typeOf('Job'), namespace, {
    metadata: {
      ...spec?.jobTemplate?.metadata,
      name: `${name}-${Math.floor(now.getTime() / 1000)}`,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [{ apiVersion, kind, name, uid, controller: true }],
    },
    spec: spec?.jobTemplate?.spec,
  });
}

export const certificateDue: Break = {
  kind: 'Certificate',
  title: 'A certificate is not renewed',
  about: ['service', 'environment'],
  break: (scene, wish) =>
    someOf(scene, wish, 'Certificate').forEach(found =>
      annotate(found, {
        [knobs.certificateEnds]: endIn(scene, wish.days ?? 5),
      }),
    ),
  heal: (scene, wish) =>
    someOf(scene, wish, 'Certificate').forEach(found =>
      annotate(found, { [knobs.certificateEnds]: undefined }),
    ),
};

export const secretDue: Break = {
  kind: 'ExternalSecret',
  title: 'A secret runs out',
  about: ['service', 'environment'],
  break(scene, wish) {
    const engine = scene.platform.vault.engines.get('secret')!;
    const [path] = pathsOf(scene, wish);
    engine.describe(path, { expires: endIn(scene, wish.days ?? 3) });
  },
  heal(scene, wish) {
    const engine = scene.platform.vault.engines.get('secret')!;
    const [path] = pathsOf(scene, wish);
    engine.write(path, { value: String(scene.clock.now().getTime()) });
    engine.describe(path, { expires: endIn(scene, 180) });
  },
};

function pathsOf(scene: Scene, wish: Wish): string[] {
  const paths: string[] = someOf(scene, wish, 'ExternalSecret').flatMap(
    ({ object }) =>
      (object.spec?.data ?? []).map(
        (one: Record<string, any>) => one.remoteRef.key,
      ),
  );
  // Its own before those of what it needs, which lie below.
  return paths.sort((a, b) => a.length - b.length);
}

function endIn({ clock }: Scene, days: number): string {
  return timestamp(after(clock.now(), days * 86_400));
}
