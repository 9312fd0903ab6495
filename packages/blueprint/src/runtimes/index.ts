import type { Runtime } from '@slipway/model';
import { go } from './go';
import { kotlin } from './kotlin';
import { nextjs } from './nextjs';
import { node } from './node';
import { pythonRuntime } from './python';
import type { RuntimeFacts } from './runtime';

/** Every runtime that is built here; of `container` nothing is known but its image. */
const runtimes: Record<Exclude<Runtime, 'container'>, RuntimeFacts> = {
  go,
  node,
  python: pythonRuntime,
  kotlin,
  nextjs,
};

export function runtimeOf(runtime: Runtime): RuntimeFacts | undefined {
  return runtime === 'container' ? undefined : runtimes[runtime];
}
