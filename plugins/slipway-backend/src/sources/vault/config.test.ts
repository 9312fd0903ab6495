import { ConfigReader } from '@backstage/config';
import { vaultServersIn } from './config';

const read = (data: object) => vaultServersIn(new ConfigReader(data as any));
const own = (...servers: object[]) =>
  read({ slipway: { sources: { vault: { servers } } } });
const auth = { type: 'static', secret: 's' };
const main = { name: 'main', baseUrl: 'https://vault.example/', auth };

describe('servers of Vault in the configuration', () => {
  it('are none, where nobody named one or it is switched off', () => {
    expect(read({})).toEqual([]);
    expect(
      read({
        vault: { baseUrl: 'https://vault.example', auth },
        slipway: { sources: { vault: { enabled: false } } },
      }),
    ).toEqual([]);
  });

  it("are the community plugin's, where Slipway has none", () => {
    expect(
      read({
        vault: {
          baseUrl: 'https://vault.example',
          secretEngine: 'kv',
          auth: { type: 'kubernetes', role: 'portal' },
        },
      }),
    ).toMatchObject([
      {
        name: 'vault',
        mount: 'kv',
        auth: { type: 'kubernetes', path: 'kubernetes', role: 'portal' },
      },
    ]);
    expect(
      read({ vault: { baseUrl: 'https://vault.example', token: 't' } }),
    ).toMatchObject([{ auth: { type: 'static', token: 't' } }]);
  });

  it('lead from all stores to the only one, and from those that several name', () => {
    const [only] = own(main);
    expect(only.baseUrl).toBe('https://vault.example');
    expect(only.frontendUrl).toBeUndefined();
    expect(
      own({ ...main, frontendUrl: 'https://seen.example/' })[0].frontendUrl,
    ).toBe('https://seen.example');
    expect(only.stores.some(store => store.test('anything'))).toBe(true);
    const [first] = own(
      { ...main, stores: ['shop-*'] },
      { ...main, name: 'other', stores: ['x'] },
    );
    expect(['shop-a', 'a-shop'].map(s => first.stores[0].test(s))).toEqual([
      true,
      false,
    ]);
  });

  it("are one that entities mean: the community plugin's, or the only one", () => {
    const named = (...args: Parameters<typeof own>) =>
      own(...args).map(one => one.named && { engine: one.named.engine });
    expect(named(main)).toEqual([{ engine: 'secrets' }]);
    expect(named({ ...main, mount: 'kv' })).toEqual([{ engine: 'kv' }]);
    const two = [
      { ...main, stores: ['a'] },
      { ...main, name: 'b', baseUrl: 'https://other.example', stores: ['b'] },
    ];
    expect(named(...two)).toEqual([undefined, undefined]);
    expect(
      read({
        vault: { baseUrl: 'https://other.example/', secretEngine: 'team' },
        slipway: { sources: { vault: { servers: two } } },
      }).map(one => one.named?.engine),
    ).toEqual([undefined, 'team']);
  });

  it('let entities name their own folders, or those that somebody wrote down', () => {
    const folders = (of: object) =>
      read({ slipway: { sources: { vault: { servers: [main], ...of } } } }).at(
        0,
      )?.named?.folders;
    expect(folders({})).toEqual(['*/{name}', '*/{system}', '*/{owner}']);
    expect(folders({ folders: ['kv/teams/*'] })).toEqual(['kv/teams/*']);
    expect(folders({ folders: [] })).toEqual([]);
  });

  it('tell all that is wrong at once, and no secret', () => {
    const wrong = () =>
      own(
        { ...main, name: 'a b', stores: ['x'] },
        { ...main, stores: ['x'], baseUrl: 'vault' },
        {
          ...main,
          auth: { type: 'magic', secret: 'planted-secret' },
          stores: [],
        },
        main,
        { ...main, stores: ['x'], caFile: '/nowhere' },
        { ...main, stores: ['x'], frontendUrl: 'vault.example' },
      );
    expect(wrong).toThrow(
      /servers\[0\]: name.*servers\[1\]: baseUrl.*servers\[2\]: auth\.type.*servers\[3\]: stores.*servers\[4\]: .*nowhere.*servers\[5\]: frontendUrl/s,
    );
    expect(wrong).not.toThrow(/planted-secret/);
    expect(() => own({ ...main, stores: [] }, { ...main, stores: [] })).toThrow(
      /name of its own/,
    );
  });
});
