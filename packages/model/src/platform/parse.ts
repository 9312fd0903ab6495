import type { Finding } from '../findings';
import { readLocated, toFindings } from '../located';
import { schemaProblems } from '../spec/problems';
import { platformProblems } from './rules';
import { platformJsonSchema, platformSchema } from './schema/platform';
import type { Platform } from './schema/platform';

export interface CheckedPlatform {
  /** Absent when there is a finding of severity error. */
  platform?: Platform;
  findings: Finding[];
}

/** Reads and checks the text of a platform's slipway.yaml. All findings at once, each with its place. */
export function parsePlatform(yamlText: string): CheckedPlatform {
  const read = readLocated(yamlText);
  if ('findings' in read) {
    return read;
  }
  const parsed = platformSchema.safeParse(read.value);
  const problems = [
    ...(parsed.success
      ? []
      : schemaProblems(parsed.error.issues, read.value, platformJsonSchema)),
    ...platformProblems(read.value),
  ];
  return parsed.success && problems.length === 0
    ? { platform: parsed.data, findings: [] }
    : { findings: toFindings(problems, read.locate) };
}
