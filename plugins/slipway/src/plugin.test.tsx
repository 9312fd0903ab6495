import { screen } from '@testing-library/react';
import type { Entity } from '@backstage/catalog-model';
import {
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendPlugin,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { entityAnnotations } from '@slipway/model';
import slipwayPlugin from '.';
import { component } from './__testUtils__/documents';
import { fleetPage, fleetService } from './__testUtils__/fleet';
import { environmentState, stateOfEntity } from './__testUtils__/states';

/** Where the page of an entity is, to which links lead. */
const entityPage = createExtension({
  name: 'entity',
  attachTo: { id: 'app/routes', input: 'routes' },
  output: [
    coreExtensionData.routePath,
    coreExtensionData.routeRef,
    coreExtensionData.reactElement,
  ],
  factory: () => [
    coreExtensionData.routePath('/catalog/:namespace/:kind/:name'),
    coreExtensionData.routeRef(entityRouteRef as never),
    coreExtensionData.reactElement(<div />),
  ],
});

/** Stands where the catalog's overview does: shows the cards that are for its entity. */
function overviewOf(entity: Entity) {
  return createFrontendPlugin({
    pluginId: 'catalog',
    extensions: [
      entityPage,
      createExtension({
        kind: 'entity-content',
        name: 'overview',
        attachTo: { id: 'app/routes', input: 'routes' },
        inputs: {
          cards: createExtensionInput([
            coreExtensionData.reactElement,
            EntityCardBlueprint.dataRefs.filterFunction.optional(),
          ]),
        },
        output: [coreExtensionData.routePath, coreExtensionData.reactElement],
        factory: ({ inputs }) => [
          coreExtensionData.routePath('/'),
          coreExtensionData.reactElement(
            <EntityProvider entity={entity}>
              <h1>{entity.metadata.name}</h1>
              {inputs.cards
                .filter(
                  card =>
                    card.get(EntityCardBlueprint.dataRefs.filterFunction)?.(
                      entity,
                    ) ?? true,
                )
                .map(card => (
                  <div key={card.node.spec.id}>
                    {card.get(coreExtensionData.reactElement)}
                  </div>
                ))}
            </EntityProvider>,
          ),
        ],
      }),
    ],
  });
}

/** As `app.extensions` of the configuration has it. */
type ExtensionsConfig = Record<
  string,
  boolean | { config: Record<string, string[] | number> }
>[];

async function open(entity: Entity, config: ExtensionsConfig = []) {
  const fetch = jest.fn(async (..._: unknown[]) =>
    Response.json(stateOfEntity(environmentState('dev'))),
  );
  renderTestApp({
    features: [overviewOf(entity), slipwayPlugin],
    apis: [[fetchApiRef, { fetch }]],
    config: { app: { extensions: config } },
  });
  await screen.findByRole('heading', { name: entity.metadata.name });
  return fetch;
}

const annotated = (annotations?: Record<string, string>): Entity => {
  const entity = component();
  return { ...entity, metadata: { ...entity.metadata, annotations } };
};

describe('The fleet page', () => {
  it('has its lists as tabs, and begins with the services', async () => {
    const fetch = jest.fn(async () => Response.json(fleetPage([])));
    renderTestApp({
      features: [slipwayPlugin],
      apis: [[fetchApiRef, { fetch }]],
      initialRouteEntries: ['/fleet/services?search=pay'],
    });
    expect(
      await screen.findByText(/No service fits what is asked for/),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('tab').map(({ textContent }) => textContent),
    ).toEqual(['Services', 'Quotas', 'Backups', 'Due', 'Sources']);
    expect(fetch).toHaveBeenCalledWith(
      'plugin://slipway/v1/fleet?search=pay&sort=verdict&limit=100',
      expect.anything(),
    );
  });

  it('offers the views that the portal has for everybody', async () => {
    const fetch = jest.fn(async () => Response.json(fleetPage([])));
    renderTestApp({
      features: [slipwayPlugin],
      apis: [[fetchApiRef, { fetch }]],
      initialRouteEntries: ['/fleet/services?search=pay'],
      config: {
        app: {
          extensions: [
            {
              'sub-page:slipway/services': {
                config: { views: [{ name: 'Ours', query: 'search=pay' }] },
              },
            },
          ],
        },
      },
    });
    expect(
      await screen.findByRole('button', { name: 'View: Ours' }),
    ).toBeInTheDocument();
  });
});

describe('On the page of what services belong to', () => {
  const system = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'shop' },
    spec: { owner: 'team-pay' },
  };

  function openWith(entity: Entity, extensions: ExtensionsConfig = []) {
    const fetch = jest.fn(async (..._: unknown[]) =>
      Response.json({
        ...fleetPage([fleetService('payments')]),
        quotas: [],
        sources: [],
      }),
    );
    renderTestApp({
      features: [overviewOf(entity), slipwayPlugin],
      apis: [[fetchApiRef, { fetch }]],
      config: { app: { extensions } },
    });
    return fetch;
  }

  it('they are told by one request, with as many rows as the portal wants', async () => {
    const fetch = openWith(system, [
      { 'entity-card:slipway/services': { config: { most: 3 } } },
    ]);
    expect(
      await screen.findByText('The only service is as it should be'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open the fleet page' }),
    ).toHaveAttribute('href', '/fleet/services?system=shop');
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([
      'plugin://slipway/v1/fleet?system=shop&sort=verdict&limit=3',
    ]);
  });

  it('there are no quotas and sources but on that of a cluster', async () => {
    const fetch = openWith({
      ...system,
      kind: 'Resource',
      spec: { type: 'kubernetes-cluster' },
    });
    await screen.findByText('The only service is as it should be');
    expect(fetch.mock.calls.map(([url]) => url).sort()).toEqual([
      'plugin://slipway/v1/fleet?cluster=shop&sort=verdict&limit=5',
      'plugin://slipway/v1/quotas?cluster=shop&limit=5',
      'plugin://slipway/v1/sources',
    ]);
  });
});

describe('On the page of an entity', () => {
  it('the cards are there and read through the plugin', async () => {
    const fetch = await open(component());

    expect(await screen.findByText('dev runs 0.1.3')).toBeInTheDocument();
    expect(await screen.findByText('In sync with Git')).toBeInTheDocument();
    expect(await screen.findByText('All is well')).toBeInTheDocument();
    // One request for all cards of a page.
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([
      'plugin://slipway/v1/entities/component/default/payments/state',
    ]);
  });

  it('that only Kubernetes knows, the cards tell what was found', async () => {
    await open(annotated({ [entityAnnotations.kubernetesId]: 'payments' }));

    expect(await screen.findByText('dev runs 0.1.3')).toBeInTheDocument();
    expect(await screen.findByText('In sync with Git')).toBeInTheDocument();
  });

  it('a portal leaves cards out, and says which environments they show', async () => {
    await open(component(), [
      { 'entity-card:slipway/delivery': false },
      { 'entity-card:slipway/quotas': { config: { environments: ['prod'] } } },
      { 'entity-card:slipway/backups': { config: { runs: 5 } } },
    ]);

    expect(await screen.findByText('dev runs 0.1.3')).toBeInTheDocument();
    expect(
      await screen.findByRole('region', { name: 'Backups' }),
    ).toBeInTheDocument();
    for (const name of ['Delivery', 'Quotas']) {
      expect(screen.queryByRole('region', { name })).not.toBeInTheDocument();
    }
  });

  it.each([
    ['has no annotations', annotated()],
    ['has others', annotated({ 'example.com/other': 'x' })],
    ['is no component', { ...component(), kind: 'API' }],
  ])('that %s the cards are not', async (_, entity) => {
    const fetch = await open(entity);

    for (const name of ['Deployments', 'Delivery', 'What needs attention']) {
      expect(screen.queryByRole('region', { name })).not.toBeInTheDocument();
    }
    expect(fetch).not.toHaveBeenCalled();
  });
});
