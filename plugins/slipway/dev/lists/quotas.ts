import type {
  FleetQuota,
  QuotaResource,
  QuotasPage,
} from '@slipway/plugin-slipway-common';
import { ago } from '../times';
import { GI, page, type Told } from './page';

const resources = (used: number): QuotaResource[] => [
  {
    resource: 'requests.memory',
    quota: 'platform',
    used: used * GI,
    limit: 32 * GI,
  },
  { resource: 'requests.cpu', quota: 'platform', used: 5.5, limit: 16 },
  { resource: 'pods', quota: 'platform', used: 14, limit: 40 },
];

function quota(
  namespace: string,
  used: number,
  changes: Partial<FleetQuota> = {},
): FleetQuota {
  return {
    cluster: 'eu-1',
    namespace,
    services: [`component:default/${namespace.split('-')[0]}`],
    state: {
      answer: 'data',
      at: ago({ minutes: 1 }),
      value: {
        resources: resources(used),
        use: {
          answer: 'data',
          at: ago({ minutes: 1 }),
          value: {
            all: { cpu: 2.25, memory: used * 0.4 * GI },
            verdict: { state: 'healthy', reasons: [] },
          },
        },
        verdict: { state: 'healthy', reasons: [] },
      },
    },
    ...changes,
  };
}

export const toldOfQuotas = (): Told<QuotasPage> => {
  const fine = [quota('payments-prod', 18), quota('ledger-prod', 12)];
  const { state: known } = fine[1];
  return {
    none: page('quotas', []),
    healthy: page('quotas', fine),
    trouble: page('quotas', [
      quota('pricing-prod', 30.1),
      fine[0],
      quota('recommend-prod', 9, {
        cluster: 'us-1',
        state: {
          answer: 'unreachable',
          since: ago({ hours: 1 }),
          reason: 'no answer within 10 s',
          lastKnown: {
            value: known.answer === 'data' ? known.value : undefined!,
            at: ago({ hours: 1 }),
          },
        },
      }),
    ]),
  };
};
