import type { SlipwayApi } from '../../src/api';
import type { ShownState } from '../states';
import { toldOfBackups } from './backups';
import { toldOfDue } from './due';
import type { Told } from './page';
import { toldOfQuotas } from './quotas';
import { toldOfServices } from './services';
import { toldOfSources } from './sources';

const forbidden = Object.assign(new Error('no'), {
  name: 'ResponseError',
  statusCode: 403,
});

/** What a back end would tell of all services that are in that state. */
export function listsIn(state: ShownState): Partial<SlipwayApi> {
  const tell = <T>(told: Told<T>): Promise<T> => {
    switch (state) {
      case 'loading':
        return new Promise<never>(() => {});
      case 'denied':
        return Promise.reject(forbidden);
      case 'unreachable':
        return Promise.reject(new Error('no answer'));
      default:
        return Promise.resolve(told[state]);
    }
  };
  return {
    getFleet: ({ entity }) => tell(toldOfServices(entity?.[0])),
    getQuotas: () => tell(toldOfQuotas()),
    getBackups: () => tell(toldOfBackups()),
    getDue: () => tell(toldOfDue()),
    getSources: () => tell(toldOfSources()),
  };
}
