import type { Finding } from '@slipway/model';
import type { EnvironmentContext } from '../context';
import { ROLLOUTS } from '../parts/workload/controller';

type Environment = EnvironmentContext;

/**
 * A developer's own cluster has less than those of the platform, and that is no reason to refuse a spec: what it lacks
 * is left out there, and said. On every other cluster what is missing is an error of the part that needs it.
 */
export function withoutMissing(environment: Environment): Environment {
  if (!environment.local) {
    return environment;
  }
  const leftOut: Finding[] = [];
  const say = (field: string, what: string, remedy: string) =>
    leftOut.push({
      rule: 'profile.left-out',
      severity: 'warning',
      message: `in ${environment.name} ${what}, and the local cluster '${environment.cluster}' has nothing for it: it is left out there`,
      remedy,
      path: `spec.environments.${environment.name}.${field}`,
    });
  return {
    ...environment,
    ...withoutSecrets(environment, say),
    ...withoutExposure(environment, say),
    ...withoutRollouts(environment, say),
    workloads: withoutScaling(environment, say),
    needs: withoutBackups(environment, say),
    leftOut,
  };
}

type Say = (field: string, what: string, remedy: string) => void;

const providers: Record<string, string> = {
  vault: 'external-secrets.io/v1',
  infisical: 'secrets.infisical.com/v1beta1',
  'sealed-secrets': 'bitnami.com/v1alpha1',
};

function withoutSecrets(
  { secrets, profile }: Environment,
  say: Say,
): Pick<Environment, 'secrets'> {
  const api = providers[secrets?.provider ?? ''];
  if (!secrets || !api || profile.apis.includes(api)) {
    return {};
  }
  say(
    'secrets',
    `secrets come from ${secrets.provider}`,
    'Nothing to do: tilt up makes Secrets of its own for you',
  );
  return { secrets: { ...secrets, provider: 'plain' } };
}

function withoutExposure(
  { expose, profile }: Environment,
  say: Say,
): Partial<Pick<Environment, 'expose'>> {
  if (!expose || profile.gateway || profile.ingress) {
    return {};
  }
  say(
    'expose',
    'the service is exposed',
    'Nothing to do: tilt up forwards its port',
  );
  return { expose: undefined };
}

function withoutRollouts(
  { delivery, profile }: Environment,
  say: Say,
): Partial<Pick<Environment, 'delivery'>> {
  if (delivery.rollout === 'rolling' || profile.apis.includes(ROLLOUTS)) {
    return {};
  }
  say(
    'delivery.rollout',
    `versions are rolled out as ${delivery.rollout}`,
    'Nothing to do: pods are replaced one by one',
  );
  return { delivery: { ...delivery, rollout: 'rolling' } };
}

function withoutScaling(
  { workloads, profile }: Environment,
  say: Say,
): Environment['workloads'] {
  const keda = profile.apis.includes('keda.sh/v1alpha1');
  return workloads.map(workload => {
    const { scaleOn, scaling, ...rest } = workload;
    const measured =
      scaling?.latency !== undefined || scaling?.connections !== undefined;
    const lacks = !keda && (scaleOn || (measured && !profile.metricsAdapter));
    if (!lacks) {
      return workload;
    }
    say(
      `workloads.${workload.name}`,
      `workload '${workload.name}' scales by what KEDA measures`,
      `Nothing to do: it runs ${workload.replicas} of itself`,
    );
    return rest;
  });
}

function withoutBackups(
  { needs, profile }: Environment,
  say: Say,
): Environment['needs'] {
  return needs.map(need => {
    const { backup, ...rest } = need;
    if (!backup || profile.backupStore || backup.to) {
      return need;
    }
    say(
      `needs.${need.name}.backup`,
      `'${need.name}' is backed up`,
      'Nothing to do: what is on your machine is yours to lose',
    );
    return rest;
  });
}
