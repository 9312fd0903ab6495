import { parseEntityRef } from '@backstage/catalog-model';
import type { SlipwayApi } from '../src/api';
import { historyOf, stateOfService, type ShownState } from './states';
import { ago } from './times';

const place = (name: string) => ({
  name,
  cluster: 'eu-1',
  namespace: `payments-${name}`,
});

/** What a back end would tell of services that are named after the state that they are in. */
export const fakeApi: Partial<SlipwayApi> = {
  async getState(entityRef) {
    const state = parseEntityRef(entityRef).name as ShownState;
    return state === 'loading'
      ? new Promise<never>(() => {})
      : stateOfService(entityRef, state);
  },
  getHistory: async entityRef => ({ entityRef, events: historyOf() }),
  getMetrics: async entityRef => ({
    entityRef,
    from: ago({ days: 30 }),
    to: ago({}),
    environments: [
      { ...place('dev'), deploys: 30, deploysPerWeek: 7 },
      { ...place('staging'), deploys: 15, deploysPerWeek: 3.5 },
      {
        ...place('prod'),
        deploys: 10,
        deploysPerWeek: 2.3,
        lead: { seconds: 11_500, of: 10 },
        failures: { number: 1, of: 10, share: 0.1 },
        restore: { seconds: 1_440, of: 2 },
      },
    ],
  }),
};
