import { screen, within } from '@testing-library/react';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { stateOf } from '@slipway/plugin-slipway-common';
import { violationsIn } from '../__testUtils__/accessibility';
import { component } from '../__testUtils__/documents';
import { renderIn } from '../__testUtils__/renderIn';
import { data, environmentState, stateOfEntity } from '../__testUtils__/states';
import { slipwayApiRef, type SlipwayApi } from '../api';
import { Attention } from './Attention';
import { ExposureCard } from './ExposureCard';
import { QuotasCard } from './QuotasCard';

const GI = 1024 ** 3;

const quota = stateOf(
  'quota',
  {
    quotas: [
      {
        name: 'payments',
        hard: { 'requests.memory': 3.5 * GI },
        used: { 'requests.memory': 1.5 * GI },
      },
    ],
    workloads: [
      {
        name: 'payments',
        wanted: 3,
        running: 3,
        most: 10,
        each: { 'requests.memory': GI / 2 },
      },
    ],
  },
  { environment: 'prod', now: '2026-11-20T10:00:00Z' },
);

describe('In a portal that speaks German', () => {
  it('a card with a trouble has no word of English', async () => {
    const api: Partial<SlipwayApi> = {
      getState: async () =>
        stateOfEntity(
          environmentState('dev'),
          environmentState('prod', {
            quota: data({
              ...quota,
              use: {
                answer: 'denied',
                since: '2026-11-20T10:00:00Z',
                permission: 'list pods.metrics.k8s.io',
              },
            }),
          }),
        ),
    };
    const { container } = renderIn(
      'de',
      <EntityProvider entity={component()}>
        <Attention />
        <QuotasCard />
      </EntityProvider>,
      {
        apis: [[slipwayApiRef, api as SlipwayApi]],
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef as never,
        },
      },
    );
    const says =
      'prod kann nur auf 7 von 10 skalieren: zuerst fehlt es an Arbeitsspeicher';
    await screen.findAllByText(says);
    const card = screen.getByRole('region', { name: 'Quotas' });
    expect(card).toHaveTextContent(says);
    expect(card).toHaveTextContent(
      'ResourceQuota payments: requests.memory 1,5 GiB von 3,5 GiB belegt, eine Replica von payments braucht 512 MiB.',
    );
    expect(card).toHaveTextContent(
      'Beim Plattformteam 1,5 GiB mehr requests.memory für diesen Namespace anfragen',
    );
    expect(card).toHaveTextContent(
      'Was wirklich genutzt wird, darf nicht gelesen werden. Es fehlt: list pods.metrics.k8s.io',
    );
    expect(card).toHaveTextContent(/vor \d+ (s|min|h|Tage?n?)/);

    const attention = screen.getByRole('region', { name: 'Handlungsbedarf' });
    expect(attention).toHaveTextContent(
      'An einer Stelle besteht Handlungsbedarf',
    );
    expect(
      within(attention).getByRole('link', { name: says }),
    ).toBeInTheDocument();
    expect(await violationsIn(container.querySelector('main')!)).toEqual([]);
  });

  it('says which gateway serves a host, and who may connect to the pods', async () => {
    const exposure = stateOf(
      'exposure',
      {
        routes: [
          {
            kind: 'HTTPRoute',
            name: 'payments',
            hosts: ['pay.example.org'],
            tls: true,
            accepted: true,
            gateways: [
              {
                namespace: 'infra',
                name: 'public',
                listeners: [{ name: 'https', tls: true, programmed: true }],
              },
            ],
          },
        ],
        certificates: [],
        ingress: [
          {
            workload: 'payments',
            access: 'limited',
            from: [
              { who: 'namespace', name: 'gateways' },
              { who: 'service', name: 'orders' },
            ],
          },
        ],
      },
      { environment: 'prod', now: '2026-11-20T10:00:00Z' },
    );
    const api: Partial<SlipwayApi> = {
      getState: async () =>
        stateOfEntity(environmentState('prod', { exposure: data(exposure) })),
    };
    renderIn(
      'de',
      <EntityProvider entity={component()}>
        <ExposureCard full />
      </EntityProvider>,
      {
        apis: [[slipwayApiRef, api as SlipwayApi]],
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef as never,
        },
      },
    );
    expect(await screen.findByText('infra/public (https)')).toBeVisible();
    expect(
      screen.getByText(
        'Mit den Pods in prod dürfen sich laut NetworkPolicies nur verbinden: Namespace gateways und Pods von orders.',
      ),
    ).toBeVisible();
  });
});
