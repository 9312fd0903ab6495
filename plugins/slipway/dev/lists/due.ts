import type { DuePage, FleetDue } from '@slipway/plugin-slipway-common';
import { ago } from '../times';
import { page, type Told } from './page';
import { facetsOf, troubled, well } from './services';

const due = (name: string, changes: Partial<FleetDue> = {}): FleetDue => ({
  entityRef: `component:default/${name}`,
  environment: 'prod',
  cluster: 'eu-1',
  namespace: `${name}-prod`,
  answer: 'data',
  kind: 'certificate',
  name,
  hosts: [`${name}.example.org`],
  at: ago({ days: -26 }),
  renewsAt: ago({ days: -3 }),
  state: 'healthy',
  ...changes,
});

const dueWell = [
  due('checkout'),
  due('search', { hosts: ['search.example.org', 'www.example.org'] }),
  due('mail', {
    kind: 'secret',
    name: 'secret/mail/relay',
    hosts: undefined,
    renewsAt: undefined,
    at: ago({ days: -19 }),
  }),
].sort((a, b) => a.at.localeCompare(b.at));

const dueBad = [
  due('ledger', {
    kind: 'backup',
    name: 'db',
    hosts: undefined,
    renewsAt: undefined,
    at: ago({ days: 1 }),
    state: 'failed',
    remedy:
      'Read the log of job ledger-db-backup-29, then run one by hand: kubectl create job --from=cronjob/ledger-db-backup ledger-db-backup-now.',
  }),
  due('accounts', {
    kind: 'secret',
    name: 'secret/accounts/acquirer',
    hosts: undefined,
    renewsAt: undefined,
    at: ago({ days: -3 }),
    state: 'degraded',
    remedy:
      'Issue it anew where it comes from, and write it to Vault with its new end.',
  }),
  due('media', {
    at: ago({ days: -5 }),
    state: 'degraded',
    remedy:
      'Look at the CertificateRequest and Order of media; most often the issuer is not there or not ready, or the name does not point to the cluster.',
  }),
  due('recommend', {
    cluster: 'us-1',
    answer: 'unreachable',
    at: ago({ days: -12 }),
  }),
];

const ends = (items: FleetDue[], unread = 0): DuePage => ({
  ...page('due', items),
  unread,
  kinds: Object.fromEntries(
    ['certificate', 'secret', 'backup'].flatMap(kind => {
      const number = items.filter(one => one.kind === kind).length;
      return number > 0 ? [[kind, number]] : [];
    }),
  ),
  facets: facetsOf([...troubled, ...well]),
});

export const toldOfDue = (): Told<DuePage> => ({
  none: ends([]),
  healthy: ends(dueWell),
  trouble: ends([...dueBad, ...dueWell], 1),
});
