import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Takes a lock file for this process; false when a living process has it. */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      process.once('exit', () => rmSync(path, { force: true }));
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

export function holder(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
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

/** Runs work that two programs in this folder must not do at the same time. */
export async function withLock(path, work) {
  while (!tryLock(path)) {
    await new Promise(done => setTimeout(done, 500));
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
