import type { ComponentType } from 'react';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { NamespacesCard, SourcesCard } from '../src/cards/PlaceCards';
import { ActDialog } from '../src/cards/Act/ActDialog';
import { ServicesCard } from '../src/cards/ServicesCard';
import { LogDialog } from '../src/cards/PodLog/LogDialog';
import {
  BackupsPage,
  DuePage,
  QuotasPage,
  ServicesPage,
  SourcesPage,
} from '../src/fleet/lists';
import { NameDialog } from '../src/fleet/Views/NameDialog';
import { MyServices } from '../src/home/MyServices';
import { SearchResult } from '../src/search/SearchResult';
import type { ShownState } from './states';

const system = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop' },
};
const cluster = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'us-1' },
  spec: { type: 'kubernetes-cluster' },
};

const on = (entity: typeof system, Card: ComponentType) => () =>
  (
    <EntityProvider entity={entity}>
      <Card />
    </EntityProvider>
  );

/** What tells of many services, in a portal of its own for each state. */
export const surfaces: Record<string, ComponentType> = {
  services: ServicesPage,
  quotas: QuotasPage,
  backups: BackupsPage,
  due: DuePage,
  sources: SourcesPage,
  'services-card': on(system, ServicesCard),
  'namespaces-card': on(cluster, NamespacesCard),
  'sources-card': on(cluster, SourcesCard),
  'my-services': MyServices,
  'search-result': () => (
    <SearchResult
      result={
        {
          title: 'ledger',
          text: 'Keeps the books: what was sold, and to whom.',
          location: '/catalog/default/component/ledger',
          kind: 'component',
          namespace: 'default',
          name: 'ledger',
          type: 'service',
          lifecycle: 'production',
          owner: 'payments',
        } as never
      }
    />
  ),
};

const answers: Partial<Record<ShownState, () => Promise<Response>>> = {
  loading: () => new Promise(() => {}),
  healthy: async () =>
    new Response(
      [
        '2026-11-30T14:02:11Z INFO  listening on :8080',
        '2026-11-30T14:02:12Z INFO  connected to db, 12 migrations are applied',
        '2026-11-30T14:05:40Z WARN  acquirer took 4.2 s to answer, which is more than the 2 s that the checkout waits for it',
        '2026-11-30T14:05:41Z FATAL out of memory: Killed process 1 (payments)',
      ].join('\n'),
    ),
  none: async () => new Response(''),
  denied: async () =>
    new Response(JSON.stringify({ kind: 'Status' }), { status: 403 }),
  unreachable: async () => new Response('', { status: 503 }),
};

const place = {
  pod: 'payments-7d9c-x2x4q',
  container: 'payments',
  cluster: 'eu-1',
  namespace: 'payments-staging',
};

/** What a click opens, one at a time. */
export const dialogs: Record<string, (state: ShownState) => JSX.Element> = {
  log: state => (
    <LogDialog
      kubernetes={{ proxy: answers[state] ?? answers.healthy! }}
      place={place}
      onClose={() => {}}
    />
  ),
  act: state => (
    <ActDialog
      action="restart"
      environment="prod"
      service="payments"
      act={() =>
        state === 'trouble'
          ? Promise.reject(new Error('eu-1: no answer in time'))
          : Promise.resolve()
      }
      onClose={() => {}}
    />
  ),
  view: state => (
    <NameDialog
      name={state === 'trouble' ? 'Our clusters' : ''}
      taken={['Our clusters']}
      onName={() => {}}
      onClose={() => {}}
    />
  ),
};
