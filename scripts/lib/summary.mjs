/** The sums over all checks. */
export function sum(results) {
  return results.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: [...total.skipped, ...skipped],
    }),
    { passed: 0, failed: 0, skipped: [] },
  );
}

export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}

/** One row a check, then every skip with its reason, then the sums as the last line. */
export function summary(results) {
  const total = sum(results);
  return [
    '',
    ...results.map(
      ({ name, passed, failed, skipped, seconds }) =>
        `  ${failed ? '✗' : '✓'} ${name.padEnd(14)} ${String(passed).padStart(
          5,
        )} passed ${String(failed).padStart(3)} failed ${String(
          skipped.length,
        ).padStart(3)} skipped ${seconds.toFixed(0).padStart(5)} s`,
    ),
    ...(total.skipped.length ? ['', 'Skipped:'] : []),
    ...total.skipped.map(reason => `  - ${reason}`),
    '',
    countsLine(total),
  ].join('\n');
}
