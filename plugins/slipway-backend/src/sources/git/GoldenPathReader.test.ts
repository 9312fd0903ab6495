import { ServerError } from '../servers/problems';
import { GoldenPathReader } from './GoldenPathReader';
import { Repository } from './repository';

const repository: Repository = {
  type: 'gitea',
  host: 'git.example',
  project: 'shop/mono',
  path: 'services/a/',
  url: 'https://git.example/shop/mono',
};
const lock = 'goldenPath: 0.1.0\nbundle: { name: shop, version: 1.0.0 }\n';
const { signal } = new AbortController();

type Files = Record<string, string | ServerError>;

/** A repository whose files are these, and what was asked of it. */
function reader(files: Files, digests?: Map<string, string>) {
  const asked: string[] = [];
  const path = new GoldenPathReader({
    async file(_, name, _signal, ref) {
      asked.push(`${name}@${ref}`);
      const found = files[name];
      if (found instanceof ServerError) {
        throw found;
      }
      return found;
    },
    async digests() {
      asked.push('tree');
      return digests;
    },
  });
  return { path, asked };
}

const locked = (managed: string[], more: Files = {}): Files => ({
  'services/a/.slipway/lock': lock,
  'services/a/.slipway/pristine': managed
    .map(name => `${JSON.stringify([name, 'managed', `${name}\n`])}\n`)
    .join(''),
  ...more,
});

describe('what a repository was rendered with', () => {
  it('is read in the folder of the service, and once for each commit', async () => {
    const { path, asked } = reader(
      locked(['services/a/Dockerfile']),
      // As `git hash-object` says it.
      new Map([
        ['services/a/Dockerfile', '5921d5aa042307b61c000c478581834bad272d2a'],
      ]),
    );
    const first = await path.at(repository, 'c1', undefined, signal);
    expect(first).toMatchObject({
      known: 'data',
      locked: true,
      head: 'c1',
      files: { managed: 1, changed: [] },
    });
    expect(asked).toEqual([
      'services/a/.slipway/lock@c1',
      'services/a/.slipway/pristine@c1',
      'tree',
    ]);
    expect(await path.at(repository, 'c1', first, signal)).toBe(first);
    expect(asked).toHaveLength(3);
  });

  it('is asked once of a repository that has no lock', async () => {
    const { path, asked } = reader({});
    expect(await path.at(repository, 'c1', undefined, signal)).toEqual({
      known: 'data',
      locked: false,
      head: 'c1',
    });
    expect(asked).toHaveLength(1);
  });

  it('names the first of many files, and counts the rest', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `f${i}`);
    const { path } = reader(locked(names), new Map());
    const { files } = await path.at(repository, 'c1', undefined, signal);
    expect(files).toEqual({
      managed: 50,
      changed: names.slice(0, 20),
      more: 30,
    });
  });

  it.each<[string, Files, object]>([
    [
      'a lock that says nothing',
      locked([], { 'services/a/.slipway/lock': '- x' }),
      { known: 'data', locked: true, lock: undefined },
    ],
    [
      'a lock that is no YAML',
      locked([], { 'services/a/.slipway/lock': '{' }),
      { known: 'data', locked: true, lock: undefined },
    ],
    [
      'a copy that is none',
      locked([], { 'services/a/.slipway/pristine': 'x' }),
      { known: 'data', locked: true, lock: { goldenPath: '0.1.0' } },
    ],
    [
      'contents that may not be read',
      { 'services/a/.slipway/lock': new ServerError('denied', 'answered 403') },
      { known: 'denied', permission: 'read on its contents' },
    ],
    [
      'a failure',
      {
        'services/a/.slipway/lock': new ServerError(
          'unreachable',
          'answered 500',
        ),
      },
      { known: 'unreachable', locked: false },
    ],
  ])('is told of %s', async (_, files, expected) => {
    const { path } = reader(files, new Map());
    const read = await path.at(repository, 'c1', undefined, signal);
    expect(read).toMatchObject(expected);
  });

  it('stays known while it cannot be read, and is read again then', async () => {
    const files = locked([]);
    const { path } = reader(files, new Map());
    const first = await path.at(repository, 'c1', undefined, signal);
    const away = new ServerError('unreachable', 'answered 500');
    files['services/a/.slipway/lock'] = away;
    const second = await path.at(repository, 'c2', first, signal);
    expect(second).toMatchObject({
      known: 'unreachable',
      lock: { goldenPath: '0.1.0' },
    });
    expect(second.head).toBeUndefined();
    files['services/a/.slipway/lock'] = lock;
    expect(await path.at(repository, 'c2', second, signal)).toMatchObject({
      known: 'data',
      head: 'c2',
    });
  });

  it('leaves a host alone that wants to be left alone', async () => {
    const later = new ServerError('unreachable', 'later', 600_000);
    const { path } = reader({ 'services/a/.slipway/lock': later });
    await expect(path.at(repository, 'c1', undefined, signal)).rejects.toBe(
      later,
    );
  });
});
