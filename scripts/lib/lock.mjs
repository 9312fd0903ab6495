import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const held = new Set();
process.once('exit', () => held.forEach(release));

/** Takes a lock file for this process; false when another living process has it. */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      held.add(path);
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
      if (isAlive(holder(path))) {
        return false;
      }
      rmSync(path, { force: true });
    }
  }
}

/** Gives a lock back; one that somebody else has is left alone. */
export function release(path) {
  held.delete(path);
  if (holder(path) === process.pid) {
    rmSync(path, { force: true });
  }
}

export function holder(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  if (!pid) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Does work that two programs in this folder must not do at the same time. */
export async function withLock(path, work) {
  while (!tryLock(path)) {
    await new Promise(done => setTimeout(done, 500));
  }
  try {
    return await work();
  } finally {
    release(path);
  }
}
