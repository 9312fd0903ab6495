import { setTimeout as pause } from 'node:timers/promises';

/** Waits for something that comes in its own time. */
export async function until(there: () => Promise<boolean>): Promise<void> {
  for (let again = 0; again < 600; again += 1) {
    if (await there()) {
      return;
    }
    await pause(100);
  }
  throw new Error(`never: ${there}`);
}
