import { withStandIns } from './values';

const named = { name: 'carts', owner: 'group:default/team-web' };
const image = { ...named, runtime: 'container' };
const stock = ['component:default/stock'];

describe('What is shown before a form is filled in', () => {
  it.each<[string, Record<string, unknown>, string[], unknown]>([
    ['has name and owner', { runtime: 'go' }, ['name', 'owner'], undefined],
    ['has an image, where one is asked for', image, ['image'], undefined],
    [
      'has a subgraph, where a router is',
      { ...image, subgraphs: [] },
      ['subgraphs'],
      ['my-subgraph'],
    ],
    ['is what was said', { ...image, subgraphs: stock }, [], stock],
  ])('%s', (_what, given, missing, subgraphs) => {
    const shown = withStandIns(given);

    expect(shown.missing).toEqual(missing);
    missing.forEach(field => expect(shown.values[field]).toBeTruthy());
    expect(shown.values.subgraphs).toEqual(subgraphs);
    expect('image' in shown.values).toBe(missing.includes('image'));
  });
});
