import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Repository } from './repository';

const author = { name: 'Mira <Okafor>', email: 'mira@shop.example' };
const date = new Date('2026-01-02T03:04:05Z');

describe('A repository', () => {
  let folder: string;
  let repository: Repository;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-git-'));
    repository = await Repository.create(join(folder, 'a.git'), 'main');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = (
    parent: string | undefined,
    changes: Record<string, string | undefined>,
  ) =>
    repository.write({
      branch: 'main',
      parent,
      author,
      date,
      message: 'A change\n\nand why\n',
      changes: Object.fromEntries(
        Object.entries(changes).map(([path, content]) => [
          path,
          content === undefined ? undefined : { content },
        ]),
      ),
    });

  it('gives back what was written, whatever it is called and holds', async () => {
    const files = {
      'README.md': '# Grüße\n',
      'a b/"quoted".txt': 'no end of line',
      'deep/er/empty': '',
      'dash/-x': 'blob 3\n',
    };
    const first = await write(undefined, files);
    const tree = await repository.readTree(first);
    expect(
      Object.fromEntries(Object.entries(tree).map(([p, f]) => [p, f.content])),
    ).toEqual(files);
    const second = await write(first, { 'README.md': undefined, new: 'x\n' });
    expect(Object.keys(await repository.readTree(second))).not.toContain(
      'README.md',
    );
    expect((await repository.changedPaths(first, second)).sort()).toEqual([
      'README.md',
      'new',
    ]);
    expect(await repository.commits('main')).toMatchObject([
      { sha: second, parents: [first] },
      {
        sha: first,
        subject: 'A change',
        message: 'A change\n\nand why',
        author: { name: 'Mira Okafor', email: author.email },
      },
    ]);
  });

  it('refuses a commit onto what the branch no longer is, and stays as it was', async () => {
    const first = await write(undefined, { a: '1' });
    const second = await write(first, { a: '2' });
    await expect(write(first, { a: '3' })).rejects.toThrow();
    expect(await repository.branches()).toEqual({ main: second });
  });

  it.each([
    '--all',
    '-h',
    'main..x',
    'main:README.md',
    '',
    'nobody',
    '@{upstream}',
  ])('finds no commit under %p', async revision => {
    await write(undefined, { a: '1' });
    expect(await repository.resolve(revision)).toBeUndefined();
  });
});
