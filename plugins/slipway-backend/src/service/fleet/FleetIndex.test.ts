import { SourceHealth } from '@slipway/plugin-slipway-common';
import { deployedDocument } from '../../__testUtils__/documents';
import { KnownEntity } from '../../entities/EntityDirectory';
import { identityOf } from '../../entities/identity';
import { Revisioned, StateDocument } from '../../store';
import { FleetIndex } from './FleetIndex';

function entity(name: string): KnownEntity {
  const annotations = {
    'backstage.io/kubernetes-id': name,
    'slipway.dev/environments': `prod=eu-1/${name}-prod`,
  };
  return {
    entityRef: `component:default/${name}`,
    kind: 'Component',
    name,
    owners: [],
    dependsOn: [],
    labels: {},
    annotations,
    ...identityOf({ metadata: { name, annotations } }),
  };
}

/** A database in which something is written with each step. */
function written() {
  let revision = 0;
  const documents: Revisioned<StateDocument>[] = [];
  const health = new Map<string, Revisioned<SourceHealth>>();
  return {
    write(...items: (StateDocument | SourceHealth)[]) {
      revision += 1;
      for (const value of items) {
        if ('id' in value) {
          health.set(value.id, { value, revision });
        } else {
          documents.push({ value, revision });
        }
      }
    },
    revision: async () => revision,
    documentsAfter: async (after?: Revisioned<StateDocument>) =>
      documents.slice(after ? documents.indexOf(after) + 1 : 0),
    health: async () => [...health].map(([id, of]) => ({ id, ...of })),
  };
}

const source = (state: SourceHealth['state'], heardAt: string) => ({
  id: 'kubernetes/eu-1',
  state,
  since: '2026-11-20T12:00:00Z',
  heardAt: `2026-11-20T${heardAt}Z`,
});

describe('Rows of the fleet', () => {
  const ledger = entity('ledger');
  const cart = entity('cart');

  async function world() {
    const store = written();
    const index = new FleetIndex(store as never);
    const rows = async () => {
      await index.refresh();
      return index.rowsOf([ledger, cart]);
    };
    store.write(
      source('ok', '12:00:00'),
      deployedDocument('ledger', ['a1']),
      deployedDocument('cart', ['b1']),
    );
    return { write: store.write, rows };
  }

  it('stay as they are while a service beside them changes and sources are heard again', async () => {
    const { write, rows } = await world();
    const [, before] = await rows();
    write(source('ok', '12:00:10'), deployedDocument('ledger', ['a1', 'a2']));
    const [changed, after] = await rows();
    expect(after).toBe(before);
    expect(changed.environments[0]).toMatchObject({ wanted: 2 });
  });

  it('are made while others get their turn', async () => {
    const store = written();
    const index = new FleetIndex(store as never);
    const turns: string[] = [];
    const entities = Array.from({ length: 1_000 }, (_, n) => entity(`s${n}`));
    const many = index.rowsOf(entities).then(() => turns.push('rows'));
    setImmediate(() => turns.push('another'));
    await many;
    expect(turns).toEqual(['another', 'rows']);
  });

  it('say at once that a source does not answer any more, and that it does again', async () => {
    const { write, rows } = await world();
    const answers = async () =>
      (await rows()).map(
        ({ environments: [{ aspects }] }) => aspects.deployments?.answer,
      );
    expect(await answers()).toEqual(['data', 'data']);
    write(source('unreachable', '12:00:00'));
    expect(await answers()).toEqual(['unreachable', 'unreachable']);
    write(source('ok', '12:01:00'));
    expect(await answers()).toEqual(['data', 'data']);
  });
});
