import fc from 'fast-check';
import { changesBetween, treeOf, type Folder } from './tree';

const file = (path: string, digest = 'a') => ({ path, digest, lines: 1 });

function pathsIn({ folders, files }: Folder): string[] {
  return [...folders.flatMap(pathsIn), ...files.map(({ path }) => path)];
}

describe('The tree of files', () => {
  it('shortens folders that hold one folder alone', () => {
    const { folders } = treeOf([
      file('cmd/server/main.go'),
      file('deploy/base/a.yaml'),
      file('deploy/overlays/dev/b.yaml'),
    ]);

    expect(folders.map(({ name }) => name)).toEqual(['cmd/server', 'deploy']);
    expect(folders[1].folders.map(({ name }) => name)).toEqual([
      'base',
      'overlays/dev',
    ]);
  });

  it('holds each file once, whatever its path', () => {
    const name = fc.stringMatching(/^[a-c]{1,2}$/);
    const path = fc
      .array(name, { minLength: 1, maxLength: 4 })
      // A name is a file or a folder, never both.
      .map(parts => `${parts.join('/')}.txt`);
    fc.assert(
      fc.property(fc.uniqueArray(path), paths => {
        expect(pathsIn(treeOf(paths.map(p => file(p)))).sort()).toEqual(
          [...paths].sort(),
        );
      }),
    );
  });
});

describe('What became of files', () => {
  it('is told for those that are new, changed or gone', () => {
    const { files, removed } = changesBetween(
      [file('same'), file('edited', 'a'), file('gone')],
      [file('same'), file('edited', 'b'), file('new')],
    );

    expect(Object.fromEntries(files)).toEqual({
      edited: 'edited',
      new: 'added',
    });
    expect(removed).toBe(1);
  });
});
