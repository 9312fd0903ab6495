import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlannedFile } from '@slipway/blueprint';
import { writePlan } from './folder';

const planned = (path: string, after?: string): PlannedFile => ({
  path,
  step: after === undefined ? 'delete' : 'update',
  ...(after === undefined ? {} : { after }),
});

describe('writePlan', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'slipway-folder-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('writes, replaces and removes', async () => {
    await writePlan(root, [planned('a/b.yaml', 'old\n'), planned('c', 'c\n')]);
    await writePlan(root, [
      planned('a/b.yaml', 'new\n'),
      planned('c'),
      { ...planned('bin/run', '#!/bin/sh\n'), executable: true },
    ]);
    expect((await readdir(root, { recursive: true })).sort()).toEqual([
      'a',
      'a/b.yaml',
      'bin',
      'bin/run',
    ]);
    expect(await readFile(join(root, 'a/b.yaml'), 'utf8')).toBe('new\n');
    expect((await stat(join(root, 'bin/run'))).mode & 0o100).toBeTruthy();
  });

  it('changes nothing when one of the files cannot be written', async () => {
    const many = Array.from({ length: 20 }, (_, i) => `file-${i}`);
    await writePlan(
      root,
      many.map(path => planned(path, 'old\n')),
    );
    // Stands in the way of the last one.
    const inTheWay = `file-19.slipway-${process.pid}`;
    await mkdir(join(root, inTheWay, 'x'), { recursive: true });
    await expect(
      writePlan(
        root,
        many.map(path => planned(path, 'new\n')),
      ),
    ).rejects.toThrow(/EISDIR/);
    await rm(join(root, inTheWay), { recursive: true, force: true });
    expect((await readdir(root)).sort()).toEqual([...many].sort());
    for (const path of many) {
      expect(await readFile(join(root, path), 'utf8')).toBe('old\n');
    }
  });
});
