const PATIENCE_MS = 60_000;

/** Asks until there is an answer; what was last seen instead is told where it takes too long. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<{ value: T } | { last: unknown }>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const patience = AbortSignal.timeout(patienceMs);
  for (;;) {
    const answer = await ask();
    if ('value' in answer) {
      return answer.value;
    }
    if (patience.aborted) {
      throw new Error(
        `not after ${patienceMs} ms: ${what}; last seen: ${JSON.stringify(
          answer.last,
        )}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
