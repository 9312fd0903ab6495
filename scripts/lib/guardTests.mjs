import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUARDS } from '../guards/guards.mjs';
import { jest } from './jest.mjs';
import { workingCopy } from './workingCopy.mjs';

/** Takes each guard out, in a copy of this checkout, and demands that the test that holds it goes red. */
export async function guardTests(tools, { guard: only } = {}) {
  const guards = GUARDS.filter(({ name }) => !only || name.includes(only));
  const copy = workingCopy();
  const outputs = [];
  const green = new Set();
  let passed = 0;
  try {
    for (const guard of guards) {
      const problem = await without(guard, copy.folder, tools, green);
      if (problem) {
        outputs.push(`${guard.name} (${guard.file}): ${problem}`);
      } else {
        passed += 1;
      }
    }
  } finally {
    copy.remove();
  }
  const failed = outputs.length + (guards.length === 0 ? 1 : 0);
  return { passed, failed, skipped: [], output: outputs.join('\n\n') };
}

/** What is wrong with a guard, if anything is. */
async function without({ file, code, instead, test }, folder, tools, green) {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(code).length !== 2) {
    return 'its code is not there exactly once: it moved, and this list has to follow';
  }
  const ask = () =>
    jest(
      tools,
      ['package', 'test', '--runInBand', test.file, '-t', test.name],
      { cwd: join(folder, test.package) },
    );
  const id = JSON.stringify(test);
  if (!green.has(id)) {
    const before = await ask();
    if (before.failed > 0 || before.passed === 0) {
      return `its test is not green with it:\n${before.output}`;
    }
    green.add(id);
  }
  writeFileSync(
    path,
    text.replace(code, () => instead),
  );
  try {
    const after = await ask();
    return after.failed > 0
      ? undefined
      : 'its test stays green without it: nothing holds it';
  } finally {
    writeFileSync(path, text);
  }
}
