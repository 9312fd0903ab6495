/** Runs with a signal that follows both, and leaves no listener behind. */
export async function untilEither(
  a: AbortSignal,
  b: AbortSignal,
  run: (either: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const end = () => controller.abort();
  a.addEventListener('abort', end);
  b.addEventListener('abort', end);
  if (a.aborted || b.aborted) {
    end();
  }
  try {
    await run(controller.signal);
  } finally {
    a.removeEventListener('abort', end);
    b.removeEventListener('abort', end);
  }
}
