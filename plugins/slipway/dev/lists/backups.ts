import type { BackupsPage, FleetBackup } from '@slipway/plugin-slipway-common';
import { ago } from '../times';
import { GI, page, place, type Told } from './page';

const backup = (
  name: string,
  changes: Partial<FleetBackup> = {},
): FleetBackup => ({
  ...place('prod', name),
  entityRef: `component:default/${name}`,
  environment: 'prod',
  answer: 'data',
  state: 'healthy',
  need: 'db',
  does: 'backup',
  suspended: false,
  objectiveSeconds: 26 * 3600,
  lastSuccessAt: ago({ hours: 9 }),
  nextAt: ago({ hours: -15 }),
  bytes: 18.4 * GI,
  verifiedAt: ago({ days: 6 }),
  ...changes,
});

export const toldOfBackups = (): Told<BackupsPage> => ({
  none: page('backups', []),
  healthy: page('backups', [backup('payments'), backup('accounts')]),
  trouble: page('backups', [
    backup('stock', {
      state: 'failed',
      lastSuccessAt: ago({ days: 2, hours: 3 }),
    }),
    backup('media', {
      state: 'degraded',
      does: 'mirror',
      need: 'files',
      suspended: true,
      verifiedAt: undefined,
    }),
    backup('payments'),
  ]),
});
