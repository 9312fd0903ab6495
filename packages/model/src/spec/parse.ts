import type { Finding } from '../findings';
import { readLocated, toFindings } from '../located';
import type { Locate } from '../located';
import { schemaProblems } from './problems';
import { crossFieldProblems } from './rules';
import { serviceJsonSchema, serviceSchema } from './schema/service';
import { expandService } from './service';
import type { Service } from './service';

export interface CheckedService {
  /** Absent when there is a finding of severity error. */
  service?: Service;
  findings: Finding[];
}

/** Checks a service spec that is plain data. All findings at once. */
export function checkService(value: unknown): CheckedService {
  return check(value, () => ({}));
}

/** Reads and checks the text of a slipway.yaml. All findings at once, each with its place. */
export function parseService(yamlText: string): CheckedService {
  const read = readLocated(yamlText);
  return 'findings' in read ? read : check(read.value, read.locate);
}

function check(value: unknown, locate: Locate): CheckedService {
  const parsed = serviceSchema.safeParse(value);
  const problems = [
    ...(parsed.success
      ? []
      : schemaProblems(parsed.error.issues, value, serviceJsonSchema)),
    ...crossFieldProblems(value),
  ];
  return parsed.success && problems.length === 0
    ? { service: expandService(parsed.data), findings: [] }
    : { findings: toFindings(problems, locate) };
}
