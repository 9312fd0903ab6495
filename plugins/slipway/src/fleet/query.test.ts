import { changed, columnsText, dueQueryOf, orderOf, viewOf } from './query';

const view = (text: string) => viewOf(new URLSearchParams(text));
const usual = ['why', 'backup'];

describe('the address of a list', () => {
  it.each([
    ['', { query: {}, group: 'attention' }],
    [
      'owner=a&owner=b&search=pay&verdict=failed',
      {
        query: { owner: ['a', 'b'], search: 'pay', verdict: ['failed'] },
        group: 'attention',
      },
    ],
    ['sort=-changed', { query: { sort: '-changed' }, group: 'none' }],
    ['sort=verdict', { query: { sort: 'verdict' }, group: 'attention' }],
    ['group=owner', { query: {}, group: 'owner' }],
    ['group=cluster', { query: {}, group: 'cluster' }],
    [
      'columns=skew,why',
      { query: {}, group: 'attention', columns: ['why', 'skew'] },
    ],
    ['columns=none', { query: {}, group: 'attention', columns: [] }],
    // What it does not know is let alone.
    ['sort=size&group=moon&owner=&x=1', { query: {}, group: 'attention' }],
    [
      `search=${'x'.repeat(200)}`,
      { query: { search: 'x'.repeat(100) }, group: 'attention' },
    ],
  ])('%s', (text, expected) => {
    expect(view(text)).toEqual({ columns: usual, ...expected });
  });

  it('keeps the rest when one thing changes', () => {
    const params = new URLSearchParams('owner=a&tab=x');
    expect(changed(params, 'search', 'pay').toString()).toBe(
      'owner=a&tab=x&search=pay',
    );
    expect(changed(params, 'owner', undefined).toString()).toBe('tab=x');
    expect(params.toString()).toBe('owner=a&tab=x');
  });

  it.each([
    ['', 'verdict'],
    ['group=system', 'system'],
    ['group=owner&sort=-name', 'owner'],
    ['group=none', 'name'],
    ['sort=backup', 'backup'],
  ])('%s is asked for by %s', (text, sort) => {
    expect(orderOf(view(text)).sort).toBe(sort);
  });

  it('says nothing of columns that are the usual ones, and has them in one order', () => {
    expect(columnsText(['backup', 'why'])).toBeUndefined();
    expect(columnsText(['quota', 'system'])).toBe('system,quota');
    expect(columnsText([])).toBe('none');
  });
});

describe('the address of what ends', () => {
  it.each([
    ['', { within: 30 }],
    [
      'within=7&kind=secret&owner=a',
      { within: 7, kind: ['secret'], owner: ['a'] },
    ],
    ['within=any&sort=name', {}],
    ['within=soon&kind=moon', { within: 30 }],
  ])('%s', (text, expected) => {
    expect(dueQueryOf(new URLSearchParams(text))).toEqual(expected);
  });
});
