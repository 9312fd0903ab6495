import type { Entity } from '@backstage/catalog-model';
import { entityAnnotations } from '@slipway/model';
import type {
  DeploymentsResponse,
  DeploymentState,
  EnvironmentDeployments,
  Reason,
  VerdictState,
  WorkloadState,
} from '@slipway/plugin-slipway-common';

export const AT = '2026-03-04T10:00:00.000Z';

export const ENTITY_REF = 'component:default/payments';

export function component(annotations: Record<string, string> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      namespace: 'default',
      annotations: {
        [entityAnnotations.environments]:
          'dev=local/payments-dev,staging=eu-1/payments-staging,prod=eu-1/payments-prod',
        [entityAnnotations.builds]: 'https://git.example/shop/payments/actions',
        [entityAnnotations.sourceLocation]:
          'url:https://git.example/shop/payments/src/branch/main/',
        ...annotations,
      },
    },
  };
}

export function workload(
  version = '0.1.3',
  more: Partial<WorkloadState> = {},
): WorkloadState {
  return {
    name: 'api',
    kind: 'Deployment',
    image: `registry.example/shop/payments:${version}-g1a2b3c4`,
    version,
    commit: '1a2b3c4',
    since: AT,
    wanted: 2,
    ready: 2,
    updated: 2,
    restarts: 0,
    ...more,
  };
}

export function reason(more: Partial<Reason> = {}): Reason {
  return {
    code: 'crash-loop',
    state: 'degraded',
    message: 'api ends again and again',
    evidence: 'exit code 1, 7 restarts',
    remedy: 'Read the log of the last run',
    ...more,
  };
}

export const waitingForBuild = reason({
  code: 'waiting-first-build',
  state: 'progressing',
  message: 'waiting for the first build',
  evidence: undefined,
  remedy: undefined,
});

export function deployed(
  state: VerdictState = 'healthy',
  workloads: WorkloadState[] = [workload()],
  reasons: Reason[] = [],
): DeploymentState {
  return { workloads, verdict: { state, reasons } };
}

export function environment(
  name: string,
  value: DeploymentState | EnvironmentDeployments['state'] = deployed(),
  commits: EnvironmentDeployments['commits'] = { answer: 'absent', at: AT },
): EnvironmentDeployments {
  return {
    name,
    cluster: name === 'dev' ? 'local' : 'eu-1',
    namespace: `payments-${name}`,
    state: 'answer' in value ? value : { answer: 'data', value, at: AT },
    commits,
  };
}

export function documentOf(
  ...environments: EnvironmentDeployments[]
): DeploymentsResponse {
  return {
    entityRef: ENTITY_REF,
    environments,
    verdict: 'healthy',
    revision: 1,
  };
}
