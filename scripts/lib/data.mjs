import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { holder, tryLock } from './lock.mjs';

/** What a start keeps in its data folder. */
const KEPT = ['sandbox', 'portal', 'logs', 'ports.json'];

/** Takes a data folder for this start alone. */
export function holdData(data) {
  const lock = join(data, 'start.pid');
  if (!tryLock(lock)) {
    throw new Failure(
      `Slipway runs on ${data} already, as process ${holder(
        lock,
      )}. End it with Ctrl-C there, or let this one have its own: npm start -- --data DIR. (If that process is another program, remove ${lock}.)`,
    );
  }
}

/** Forgets earlier starts; files that are not of a start are left alone. */
export function forget(data) {
  KEPT.forEach(name =>
    rmSync(join(data, name), { recursive: true, force: true }),
  );
}
