import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from './dataFolder';

describe('A data folder', () => {
  let path: string;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'slipway-data-'));
  });
  afterEach(() => rm(path, { recursive: true, force: true }));

  it('is kept once its first start was complete, and begins anew otherwise', async () => {
    expect(await new DataFolder(path).open()).toBe('new');
    await writeFile(join(path, 'half'), '');
    expect(await new DataFolder(path).open()).toBe('new');
    expect(await readdir(path)).not.toContain('half');
    await new DataFolder(path).complete();
    await writeFile(join(path, 'whole'), '');
    expect(await new DataFolder(path).open()).toBe('kept');
    expect(await readdir(path)).toContain('whole');
  });

  it('touches nothing in a folder that is somebody else’s', async () => {
    await writeFile(join(path, 'thesis.txt'), 'years of work');
    await expect(new DataFolder(path).open()).rejects.toThrow('not empty');
    expect(await readdir(path)).toEqual(['thesis.txt']);
  });
});
