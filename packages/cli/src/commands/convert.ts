import { convertSpec } from '@slipway/model';
import { writePlan } from '../io/folder';
import { Refusal } from '../io/refusal';
import { print } from '../io/report';
import { readText } from '../io/spec';

export async function convert(
  file: string,
  { dryRun }: { dryRun?: boolean },
): Promise<void> {
  const before = await readText(file);
  const { text, from, to, problem } = convertSpec(before);
  if (problem) {
    throw new Refusal(`${file}: ${problem}`);
  }
  if (file === '-' || dryRun) {
    print(text);
  } else if (text === before) {
    print(`${file} is of the current version, ${to}`);
  } else {
    await writePlan('.', [{ path: file, step: 'update', after: text }]);
    print(`${file}: ${from} -> ${to}`);
  }
}
