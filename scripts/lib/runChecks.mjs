import { stripVTControlCharacters } from 'node:util';

/** Runs checks one after the other, each a step; what failed tells why right there. */
export async function runChecks(checks, { step, tools, options, out }) {
  const results = [];
  for (const [name, check] of Object.entries(checks)) {
    const from = Date.now();
    let result;
    await step(name, async say => {
      say('running');
      result = await check(tools, options);
      return outcome(result);
    });
    results.push({
      name,
      seconds: (Date.now() - from) / 1000,
      ...result,
    });
    if (result.failed) {
      // Some of the tools use colours wherever they print.
      const output = out.isTTY
        ? result.output
        : stripVTControlCharacters(result.output);
      out.write(`\n${output.trim()}\n\n`);
    }
  }
  return results;
}

function outcome({ passed, failed, skipped }) {
  if (failed) {
    return { text: `${failed} failed`, mark: 'bad' };
  }
  return passed
    ? { text: `${passed} passed`, mark: 'good' }
    : { text: `not run (${skipped.length})`, mark: 'left' };
}
