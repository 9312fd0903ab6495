import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/** The state of a need that answers. */
export const OK = 'ok';

const INTERVAL = 5000;
const PATIENCE = 3000;

/** How a need is asked whether it answers, and how it is left. */
export interface Need {
  check: () => Promise<unknown>;
  close: () => Promise<unknown>;
}

/** Of each need: that it answers, or why not. */
export type States = Record<string, string>;

export interface Watched {
  states: () => States;
  close: () => Promise<void>;
}

/** Asks each need again and again whether it answers. */
export function watch(needs: Record<string, Need>, log: Logger, interval = INTERVAL, patience = PATIENCE): Watched {
  const names = Object.keys(needs);
  const states: States = Object.fromEntries(names.map(name => [name, 'not asked yet']));
  const ending = new AbortController();

  async function ask(name: string, need: Need): Promise<void> {
    while (!ending.signal.aborted) {
      const state = await stateOf(need, patience);
      if (states[name] !== state) {
        log[state === OK ? 'info' : 'warn']({ name, state }, 'need');
        states[name] = state;
      }
      await sleep(interval, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  const watching = Object.entries(needs).map(([name, need]) => ask(name, need));
  return {
    states: () => states,
    async close() {
      ending.abort();
      await Promise.all(watching);
      await Promise.all(Object.values(needs).map(need => need.close()));
    },
  };
}

async function stateOf({ check }: Need, patience: number): Promise<string> {
  const answered = new AbortController();
  try {
    return await Promise.race([
      check().then(() => OK),
      sleep(patience, `no answer within ${patience} ms`, { signal: answered.signal }),
    ]);
  } catch (error) {
    return reasonOf(error);
  } finally {
    answered.abort();
  }
}

/** Several addresses that all refuse are one error without a text of its own. */
function reasonOf(error: unknown): string {
  const { message, errors, code, name } = error as Error & { errors?: Error[]; code?: string };
  return message || errors?.map(one => one.message).join('; ') || code || name;
}
