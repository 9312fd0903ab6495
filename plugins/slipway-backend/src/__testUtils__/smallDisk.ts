import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILLER = 'filler';

/** A file system of its own that can be filled to the last byte. Only root may have one. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  static get possible(): boolean {
    try {
      SmallDisk.mount(1).unmount();
      return true;
    } catch {
      return false;
    }
  }

  static mount(megabytes: number): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-disk-'));
    const size = `size=${megabytes}m`;
    const { status } = spawnSync('mount', [
      ...['-t', 'tmpfs', '-o', size, 'tmpfs', folder],
    ]);
    if (status !== 0) {
      rmSync(folder, { recursive: true });
      throw new Error('Nothing may be mounted here');
    }
    return new SmallDisk(folder);
  }

  fill() {
    const file = openSync(join(this.folder, FILLER), 'w');
    try {
      for (const size of [1024 * 1024, 4096, 1]) {
        const part = Buffer.alloc(size);
        try {
          while (writeSync(file, part) === size);
        } catch (error) {
          if ((error as { code?: string }).code !== 'ENOSPC') {
            throw error;
          }
        }
      }
    } finally {
      closeSync(file);
    }
  }

  makeRoom() {
    rmSync(join(this.folder, FILLER), { force: true });
  }

  unmount() {
    spawnSync('umount', ['-l', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
