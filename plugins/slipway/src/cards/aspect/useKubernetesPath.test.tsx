import { screen } from '@testing-library/react';
import { z } from 'zod';
import {
  coreExtensionData,
  createExtension,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { entityAnnotations } from '@slipway/model';
import { component } from '../../__testUtils__/documents';
import { environmentState, stateOfEntity } from '../../__testUtils__/states';
import { slipwayApiRef, type SlipwayApi } from '../../api';
import { QuotasCard } from '../QuotasCard';

/** What the Kubernetes plugin brings to the page of an entity. */
const kubernetes = createFrontendPlugin({
  pluginId: 'kubernetes',
  extensions: [
    createExtension({
      kind: 'entity-content',
      name: 'kubernetes',
      attachTo: { id: 'app/routes', input: 'routes' },
      output: [coreExtensionData.routePath, coreExtensionData.reactElement],
      configSchema: {
        path: z.string().optional(),
        filter: z.unknown().optional(),
      },
      factory: () => [
        coreExtensionData.routePath('/kubernetes'),
        coreExtensionData.reactElement(<div />),
      ],
    }),
  ],
});

const known = { [entityAnnotations.kubernetesId]: 'payments' };

async function sourceIn(
  annotations: Record<string, string>,
  plugins: (typeof kubernetes)[],
  config: (string | Record<string, boolean | { config: object }>)[] = [],
) {
  const api: Partial<SlipwayApi> = {
    getState: async () => stateOfEntity(environmentState('prod')),
  };
  renderTestApp({
    features: plugins,
    apis: [[slipwayApiRef, api as SlipwayApi]],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef as never,
    },
    config: { app: { extensions: config as never } },
    extensions: [
      createExtension({
        attachTo: { id: 'app/routes', input: 'routes' },
        output: [coreExtensionData.routePath, coreExtensionData.reactElement],
        factory: () => [
          coreExtensionData.routePath('/'),
          coreExtensionData.reactElement(
            <EntityProvider entity={component(annotations)}>
              <QuotasCard />
            </EntityProvider>,
          ),
        ],
      }),
    ],
  });
  const source = await screen.findByText('payments-prod on eu-1');
  return source.closest('a')?.getAttribute('href');
}

const tab = 'entity-content:kubernetes/kubernetes';

describe('What a card read from a cluster', () => {
  it('leads to the tab of the Kubernetes plugin', async () => {
    expect(await sourceIn(known, [kubernetes])).toBe(
      '/catalog/default/component/payments/kubernetes',
    );
  });

  it('leads there by the path that the portal gave it', async () => {
    expect(
      await sourceIn(
        known,
        [kubernetes],
        [{ [tab]: { config: { path: '/clusters' } } }],
      ),
    ).toBe('/catalog/default/component/payments/clusters');
  });

  it.each([
    ['there is no such plugin', known, [], []],
    ['the tab is off', known, [kubernetes], [{ [tab]: false }]],
    ['it is not for this entity', {}, [kubernetes], []],
    [
      'the portal says who has it',
      known,
      [kubernetes],
      [{ [tab]: { config: { filter: { kind: 'api' } } } }],
    ],
  ])('leads nowhere where %s', async (_, annotations, plugins, config) => {
    expect(await sourceIn(annotations, plugins, config)).toBeUndefined();
  });
});
