import { shortagesOf } from './fit';

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
