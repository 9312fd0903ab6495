import { spawnSync } from 'node:child_process';
import { whyNoChamber } from './chamber';

/** Why images are not built here, or undefined where they are; the first ones are built with the real servers, too. */
export function whyNoImages(
  early: boolean,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (env.SLIPWAY_RUNTIMES !== 'all') {
    if (!early) {
      return 'not run: run by npm run test:runtimes';
    }
    if (env.SLIPWAY_REAL !== '1') {
      return 'not run: run by npm run test:real';
    }
  }
  if (spawnSync('go', ['version']).status !== 0) {
    return 'not run: no Go on this machine, and BuildKit is in Go';
  }
  return whyNoChamber();
}
