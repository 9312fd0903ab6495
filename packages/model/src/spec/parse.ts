import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from 'yaml';
import type { Document } from 'yaml';
import type { Finding } from '../findings';
import { yamlHazard } from '../yamlHazard';
import { schemaProblems } from './problems';
import { crossFieldProblems } from './rules';
import type { Problem } from './rules';
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
  const hazard = yamlHazard(yamlText);
  if (hazard) {
    return { findings: [yamlFinding(hazard, 'Write a smaller document')] };
  }
  const lines = new LineCounter();
  const document = parseDocument(yamlText, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
  });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    return {
      findings: syntax.map(error => ({
        ...yamlFinding(error.message, 'Mend the YAML at this place'),
        ...place(lines, error.pos[0]),
      })),
    };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { findings: [yamlFinding(message, 'Write the aliases out')] };
  }
  return check(value, problem => {
    const offset = offsetOf(document, problem);
    return offset === undefined ? {} : place(lines, offset);
  });
}

function check(
  value: unknown,
  locate: (problem: Problem) => { line?: number; column?: number },
): CheckedService {
  const parsed = serviceSchema.safeParse(value);
  const problems = [
    ...(parsed.success
      ? []
      : schemaProblems(parsed.error.issues, value, serviceJsonSchema)),
    ...crossFieldProblems(value),
  ];
  if (parsed.success && problems.length === 0) {
    return { service: expandService(parsed.data), findings: [] };
  }
  return {
    findings: problems.map(problem => ({
      rule: problem.rule,
      severity: 'error',
      message: problem.message,
      remedy: problem.remedy,
      ...(problem.path.length ? { path: problem.path.join('.') } : {}),
      ...locate(problem),
    })),
  };
}

function yamlFinding(message: string, remedy: string): Finding {
  return { rule: 'spec.yaml', severity: 'error', message, remedy };
}

function place(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** Where the value at a path starts, or its key, or the nearest thing above that is there. */
function offsetOf(document: Document, problem: Problem): number | undefined {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [i, key] of problem.path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(
        item => isPair(item) && isScalar(item.key) && item.key.value === key,
      );
      if (!pair) {
        break;
      }
      const last = i === problem.path.length - 1;
      const keyStart = startOf(pair.key) ?? offset;
      node = pair.value;
      offset = last && !problem.key ? startOf(node) ?? keyStart : keyStart;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = startOf(node) ?? offset;
    } else {
      break;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null)?.range?.[0];
}
