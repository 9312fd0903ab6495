import { Entity } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { FakeClock, until } from '../__testUtils__/FakeClock';
import { EntityDirectory, knownOf } from './EntityDirectory';

function entity(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations,
      etag: JSON.stringify(annotations),
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/shop' }],
  };
}

const selected = (name: string, selector: string) =>
  entity(name, { 'backstage.io/kubernetes-label-selector': selector });

describe('the entities that may have a state', () => {
  const clock = new FakeClock();
  const controller = new AbortController();
  let catalog: Entity[] | Error;
  let reads = 0;
  let directory: EntityDirectory;

  const nextRead = async () => {
    const before = reads;
    clock.advance(30_000);
    await until(() => reads > before && clock.waits().length > 0);
  };

  beforeAll(async () => {
    catalog = [
      selected('cart', 'app=cart'),
      selected('basket', 'app==cart'),
      entity('shop', { 'backstage.io/kubernetes-id': 'shop' }),
    ];
    directory = new EntityDirectory({
      catalog: {
        async *streamEntities() {
          reads += 1;
          if (catalog instanceof Error) {
            throw catalog;
          }
          yield catalog.slice(0, 1);
          yield catalog.slice(1);
        },
      },
      auth: mockServices.auth.mock(),
      clock,
      logger: mockServices.logger.mock(),
    });
    directory.run(controller.signal);
    await until(() => directory.read.aborted);
  });

  afterAll(() => controller.abort());

  it('are known with their owners, and what they claim once', () => {
    expect(directory.entities).toHaveLength(3);
    expect(directory.entities[2]).toMatchObject({
      entityRef: 'component:default/shop',
      service: 'shop',
      owners: ['group:default/shop'],
    });
    expect(directory.claims.claims).toMatchObject([{ service: '(app=cart)' }]);
  });

  it('tell when other objects than before are theirs, and only then', async () => {
    const { until: changed } = directory.claims;
    const [cart] = directory.entities;
    catalog = [...(catalog as Entity[]), entity('a', {})];
    await nextRead();
    expect(changed.aborted).toBe(false);
    // What did not change is the same, so that what was made of it is kept.
    expect(directory.entities[0]).toBe(cart);
    catalog = [...(catalog as Entity[]), selected('web', 'app=web')];
    await nextRead();
    expect(changed.aborted).toBe(true);
    expect(directory.claims.claims).toHaveLength(2);
  });

  it('are no places in which others run', async () => {
    const before = catalog as Entity[];
    catalog = [
      ...before,
      {
        ...entity('shop-prod', {
          'backstage.io/kubernetes-namespace': 'shop-prod',
        }),
        kind: 'Resource',
        spec: { type: 'kubernetes-namespace' },
      },
    ];
    await nextRead();
    expect(directory.find('resource:default/shop-prod')).toBeUndefined();
    catalog = before;
    await nextRead();
  });

  it('belong to the domain of their system, also when that moves', async () => {
    const shop = {
      ...entity('shop', { 'backstage.io/kubernetes-id': 'shop' }),
      spec: { system: 'web' },
    };
    const web = (domain: string) => ({
      ...entity('web', {}),
      kind: 'System',
      spec: { domain },
    });
    const before = catalog as Entity[];
    const domain = () => directory.find('component:default/shop')?.domain;
    for (const name of ['commerce', 'sales']) {
      catalog = [...before.filter(one => one.metadata.name !== 'shop'), shop];
      catalog.push(web(name));
      await nextRead();
      expect(domain()).toBe(name);
    }
    expect(directory.find('system:default/web')).toBeUndefined();
    catalog = before;
    await nextRead();
    expect(domain()).toBeUndefined();
  });

  it('depend on Resources, by name', () => {
    const shop = entity('shop', {});
    const relation = (type: string, targetRef: string) => ({ type, targetRef });
    expect(
      knownOf({
        ...shop,
        relations: [
          relation('dependsOn', 'resource:default/ledger-db'),
          relation('dependsOn', 'component:default/ledger'),
          relation('ownedBy', 'group:default/shop'),
        ],
      }).dependsOn,
    ).toEqual(['ledger-db']);
  });

  it('claim nothing by the label that Slipway gives to what it generates', () => {
    const generated = (selector: string) =>
      knownOf(
        entity('shop', {
          'backstage.io/kubernetes-id': 'shop',
          'backstage.io/kubernetes-label-selector': selector,
          'argocd/app-selector': 'slipway.dev/service=shop',
          'slipway.dev/environments': 'dev=eu-1/shop-dev',
        }),
      );
    expect(generated('slipway.dev/service=shop').claim).toBeUndefined();
    expect(generated('slipway.dev/service=other').claim).toBeDefined();
  });

  it('stay as they were while the catalog cannot be read', async () => {
    const { until: changed } = directory.claims;
    catalog = new Error('down');
    await nextRead();
    expect(directory.entities).toHaveLength(5);
    expect(changed.aborted).toBe(false);
  });

  it('are not waited for where the catalog hangs as the portal starts', async () => {
    const own = new FakeClock();
    const other = new EntityDirectory({
      catalog: {
        async *streamEntities() {
          await new Promise(() => {});
          yield [];
        },
      },
      auth: mockServices.auth.mock(),
      clock: own,
      logger: mockServices.logger.mock(),
    });
    other.run(controller.signal);
    own.advance(9_999);
    expect(other.read.aborted).toBe(false);
    own.advance(1);
    expect(other.read.aborted).toBe(true);
  });
});
