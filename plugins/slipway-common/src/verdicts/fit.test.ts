import { scarcestAfter, shortagesOf } from './fit';

const resource = (name: string, used: number, limit: number) => ({
  resource: name,
  quota: 'quota',
  used,
  limit,
});

describe('shortagesOf', () => {
  it.each<
    [string, Record<string, number>, ReturnType<typeof resource>[], string[]]
  >([
    ['fits', { pods: 3 }, [resource('pods', 4, 10)], []],
    ['fits exactly', { pods: 6 }, [resource('pods', 4, 10)], []],
    ['is not counted', { pods: 6 }, [], []],
    ['asks for nothing of it', {}, [resource('pods', 10, 10)], []],
    ['is too much', { pods: 7 }, [resource('pods', 4, 10)], ['pods']],
    [
      'is too much twice, the worst first',
      { pods: 7, 'requests.cpu': 4 },
      [resource('pods', 4, 10), resource('requests.cpu', 7, 8)],
      ['requests.cpu', 'pods'],
    ],
    [
      'comes to a namespace that uses more than it may',
      { pods: 1 },
      [resource('pods', 12, 10)],
      ['pods'],
    ],
  ])('something that %s', (_, asked, resources, names) => {
    expect(shortagesOf(asked, resources).map(s => s.resource)).toEqual(names);
  });

  it('says how much is left', () => {
    expect(shortagesOf({ pods: 7 }, [resource('pods', 4, 10)])).toEqual([
      { resource: 'pods', quota: 'quota', asked: 7, left: 6, limit: 10 },
    ]);
  });
});

describe('scarcestAfter', () => {
  it.each<
    [
      string,
      Record<string, number>,
      ReturnType<typeof resource>[],
      ReturnType<typeof scarcestAfter>,
    ]
  >([
    ['is not counted', { pods: 6 }, [], undefined],
    [
      'asks for nothing of what is counted',
      { 'requests.cpu': 1 },
      [resource('pods', 9, 10)],
      undefined,
    ],
    [
      'leaves less of one than of the other',
      { pods: 2, 'requests.cpu': 4 },
      [resource('pods', 4, 10), resource('requests.cpu', 3, 8)],
      { resource: 'requests.cpu', left: 1 },
    ],
    [
      'takes all that there is',
      { pods: 6 },
      [resource('pods', 4, 10)],
      { resource: 'pods', left: 0 },
    ],
  ])('something that %s', (_, asked, resources, said) => {
    expect(scarcestAfter(asked, resources)).toEqual(said);
  });
});
