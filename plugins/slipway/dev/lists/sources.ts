import type { SourceHealth } from '@slipway/plugin-slipway-common';
import { ago } from '../times';
import type { Told } from './page';

const source = (
  id: string,
  changes: Partial<SourceHealth> = {},
): SourceHealth => ({
  id,
  state: 'ok',
  since: ago({ days: 3 }),
  heardAt: ago({ minutes: 1 }),
  ...changes,
});

const sources = [
  source('kubernetes/eu-1'),
  source('kubernetes/eu-1/quota'),
  source('kubernetes/us-1'),
  source('argocd/main'),
  source('vault/main'),
];

const badSources = [
  ...sources.filter(({ id }) => !/us-1|vault/.test(id)),
  source('kubernetes/us-1', {
    state: 'unreachable',
    since: ago({ hours: 1 }),
    reason: 'no answer within 10 s',
    nextTry: ago({ minutes: -1 }),
    heardAt: ago({ hours: 1 }),
  }),
  source('vault/main', {
    state: 'denied',
    reason: 'answered 403',
    permission: 'read on kv/metadata',
    heardAt: undefined,
  }),
];

export const toldOfSources = (): Told<{ sources: SourceHealth[] }> => ({
  none: { sources: [] },
  healthy: { sources },
  trouble: { sources: badSources },
});
