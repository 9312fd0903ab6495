/** The sums over all checks. */
function sum(results) {
  return results.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: [...total.skipped, ...skipped],
    }),
    { passed: 0, failed: 0, skipped: [] },
  );
}

const countsLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped.length} skipped`;

const ran = passed => (passed ? '✓' : '○');

const row = ({ name, passed, failed, skipped, seconds, at }) =>
  `  ${failed ? '✗' : ran(passed)} ${name.padEnd(16)}${String(passed).padStart(
    6,
  )} passed${String(failed).padStart(5)} failed${String(
    skipped.length,
  ).padStart(5)} skipped${seconds.toFixed(0).padStart(6)} s${
    at ? `, at ${at}` : ''
  }`;

const list = (title, lines) =>
  lines.length ? ['', title, ...lines.map(line => `  - ${line}`)] : [];

/** One row a check, then notes, then every skip with its reason, then the sums as the last line. */
export function summary(results) {
  const total = sum(results);
  return [
    '',
    ...results.map(row),
    ...list(
      'Note:',
      results.flatMap(({ notes = [] }) => notes),
    ),
    ...list('Skipped:', total.skipped),
    '',
    countsLine(total),
  ].join('\n');
}

/** A full run that left something out did not pass. */
export const isGood = (results, { everything = false } = {}) => {
  const { failed, skipped } = sum(results);
  return failed === 0 && !(everything && skipped.length > 0);
};
