import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from 'yaml';
import type { Document } from 'yaml';
import type { Finding } from './findings';
import type { Problem } from './spec/rules/problem';
import { yamlHazard } from './yamlHazard';

/** Where in a text a problem is. */
export type Locate = (problem: Problem) => { line?: number; column?: number };

/** A text that was read: its value, with the places of what is in it; or why it cannot be read. */
export type LocatedText =
  | { value: unknown; locate: Locate }
  | { findings: Finding[] };

export function readLocated(yamlText: string): LocatedText {
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
  try {
    return {
      value: document.toJS({ maxAliasCount: 100 }),
      locate: problem => {
        const offset = offsetOf(document, problem);
        return offset === undefined ? {} : place(lines, offset);
      },
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { findings: [yamlFinding(message, 'Write the aliases out')] };
  }
}

export function toFindings(
  problems: readonly Problem[],
  locate: Locate,
): Finding[] {
  return problems.map(problem => ({
    rule: problem.rule,
    severity: 'error',
    message: problem.message,
    remedy: problem.remedy,
    ...(problem.path.length ? { path: problem.path.join('.') } : {}),
    ...locate(problem),
  }));
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
