import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { startPortal } from './portal.mjs';
import { seconds } from './table.mjs';

/** From a fresh clone to a usable portal, and again. */
export async function start({ say }) {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-clone-'));
  try {
    execFileSync('git', ['clone', '-q', ROOT, folder]);
    const timed = async () => {
      const from = Date.now();
      const portal = await startPortal(folder, join(folder, '.local/data'));
      const took = Date.now() - from;
      await portal.stop();
      return took;
    };
    say('the first time, from a clone with nothing installed');
    const first = await timed();
    say('the second time');
    const second = await timed();
    return [
      [
        'npm start, first time',
        seconds(first),
        'fresh clone to a usable portal; toolchain and dependencies from npm',
      ],
      ['npm start, second time', seconds(second), 'installs nothing'],
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
