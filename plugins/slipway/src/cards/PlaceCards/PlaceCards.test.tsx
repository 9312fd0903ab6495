import { screen, waitFor, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { FleetQuota, SourceHealth } from '@slipway/plugin-slipway-common';
import { AT } from '../../__testUtils__/documents';
import { slipwayApiRef } from '../../api';
import { NamespacesCard, SourcesCard } from '.';

const cluster = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'eu-1' },
  spec: { type: 'kubernetes-cluster' },
};

const quota: FleetQuota = {
  cluster: 'eu-1',
  namespace: 'shop-prod',
  services: ['component:default/cart'],
  state: {
    answer: 'data',
    at: AT,
    value: {
      resources: [{ resource: 'pods', quota: 'q', used: 39, limit: 40 }],
      verdict: { state: 'healthy', reasons: [] },
    },
  },
};

const source = (id: string, state: SourceHealth['state'] = 'ok') => ({
  id,
  state,
  since: AT,
  heardAt: AT,
});

function open(quotas: FleetQuota[], sources: SourceHealth[]) {
  const getQuotas = jest.fn(async () => ({ quotas, total: quotas.length }));
  renderInTestApp(
    <EntityProvider entity={cluster}>
      <h1>Page</h1>
      <NamespacesCard />
      <SourcesCard />
    </EntityProvider>,
    {
      apis: [
        [slipwayApiRef, { getQuotas, getSources: async () => ({ sources }) }],
      ],
    },
  );
  return getQuotas;
}

describe('The page of a cluster', () => {
  it('says which of its namespaces are nearly full, and how well it is read itself', async () => {
    const getQuotas = open(
      [quota],
      [
        source('kubernetes/eu-1'),
        source('kubernetes/eu-1/quota', 'denied'),
        source('kubernetes/eu-10', 'unreachable'),
        source('vault/main', 'unreachable'),
      ],
    );
    await screen.findByText('one namespace is nearly full');
    expect(screen.getByRole('region', { name: 'Quotas' })).toHaveTextContent(
      'shop-prod',
    );
    expect(getQuotas).toHaveBeenCalledWith(
      { cluster: ['eu-1'], limit: 5 },
      expect.anything(),
    );
    await screen.findByText('one source cannot be read');
    const sources = screen.getByRole('region', { name: 'Sources' });
    expect(
      within(sources)
        .getAllByRole('rowheader')
        .map(row => row.textContent),
    ).toEqual(['Deniedkubernetes/eu-1/quota', 'Healthykubernetes/eu-1']);
  });

  it('has no card where there is nothing to tell', async () => {
    open([], [source('kubernetes/eu-10')]);
    await screen.findByRole('heading', { name: 'Page' });
    for (const name of ['Quotas', 'Sources']) {
      await waitFor(() =>
        expect(screen.queryByRole('region', { name })).not.toBeInTheDocument(),
      );
    }
  });
});
