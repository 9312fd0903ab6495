/* eslint-disable no-console -- a program that people watch */
import { join } from 'node:path';
import { lockGo } from './go';
import { lockNext, lockNode } from './node';
import { lockPython } from './python';

const FILES = join(process.cwd(), 'files');

/** What writes the lock files of a runtime into the layer that has them. */
const locks: Record<string, (layer: string) => Promise<void>> = {
  go: lockGo,
  node: lockNode,
  nextjs: lockNext,
  python: lockPython,
};

/** Writes the lock files of the skeletons anew, of all runtimes or of those that are named. */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  for (const runtime of wanted.length ? wanted : Object.keys(locks)) {
    await locks[runtime](
      join(FILES, runtime, runtime === 'nextjs' ? 'web' : 'common'),
    );
    console.log(`${runtime}: locked`);
  }
}

main().catch(error => {
  console.error(error.stderr || error.stack);
  process.exitCode = 1;
});
