import type { z } from 'zod';
import { nearestName } from './nearest';
import type { Problem } from './rules';
import { serviceNameRule } from './serviceName';

type Issue = z.core.$ZodIssue;
type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
};

/** The schema's issues as problems that teach. */
export function schemaProblems(
  issues: readonly Issue[],
  value: unknown,
  schema: Record<string, unknown>,
): Problem[] {
  return issues.flatMap(issue => {
    const path = issue.path.map(p => (typeof p === 'symbol' ? String(p) : p));
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map(key =>
          unknownField([...path, key], key, fieldsAt(schema, path)),
        );
      case 'invalid_key':
        return [
          {
            rule: 'spec.key',
            path,
            message: `'${path[path.length - 1]}' ${issue.issues[0]?.message}`,
            remedy: 'Rename it',
            key: true,
          },
        ];
      default:
        return [fieldProblem(issue, path, valueAt(value, path))];
    }
  });
}

function unknownField(
  path: (string | number)[],
  key: string,
  known: string[],
): Problem {
  const near = nearestName(key, known);
  return {
    rule: 'spec.unknown-field',
    path,
    message: near
      ? `'${key}' is no field here; '${near}' is`
      : `'${key}' is no field here`,
    remedy: near
      ? `Write ${near}, or remove it`
      : `Remove it; fields here are ${known.join(', ')}`,
    key: true,
  };
}

function fieldProblem(
  issue: Issue,
  path: (string | number)[],
  given: unknown,
): Problem {
  const name = path.length ? String(path[path.length - 1]) : 'the document';
  if (given === undefined && path.length > 0) {
    return {
      rule: 'spec.required',
      path,
      message: `'${name}' is missing`,
      remedy: `Add ${path.join('.')}`,
    };
  }
  if (issue.code === 'custom' && issue.params?.rule === 'spec.name') {
    return {
      rule: 'spec.name',
      path,
      message: issue.message,
      remedy: `Choose a name such as 'my-service' (${serviceNameRule.minLength} to ${serviceNameRule.maxLength} characters)`,
    };
  }
  if (issue.code === 'invalid_type') {
    return {
      rule: 'spec.type',
      path,
      message: `'${name}' is ${kindOf(given)}, expected ${article(
        issue.expected,
      )}`,
      remedy:
        issue.expected === 'string' &&
        (typeof given === 'number' || typeof given === 'boolean')
          ? `Quote it: '${given}'`
          : `Give ${article(issue.expected)}`,
    };
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const near =
      typeof given === 'string' ? nearestName(given, values) : undefined;
    return {
      rule: 'spec.value',
      path,
      message: `'${name}' is ${show(given)}, expected ${values.join(' or ')}`,
      remedy: `Write ${near ?? values[0]}`,
    };
  }
  return {
    rule: `spec.${name.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}`,
    path,
    message: `'${name}' ${issue.message}`,
    remedy: `Change ${path.join('.')}`,
  };
}

function valueAt(value: unknown, path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (at as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
}

function fieldsAt(
  schema: Record<string, unknown>,
  path: (string | number)[],
): string[] {
  const at = path.reduce<JsonSchema | undefined>((from, key) => {
    const known = from?.properties ?? {};
    const next = Object.hasOwn(known, key)
      ? known[key]
      : from?.additionalProperties;
    const found = typeof next === 'object' ? next : undefined;
    return found?.anyOf?.find(option => option.properties) ?? found;
  }, schema as JsonSchema);
  return Object.keys(at?.properties ?? {});
}

function kindOf(value: unknown): string {
  if (value === null) {
    return 'empty';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}

function article(expected: string): string {
  const name =
    { object: 'map', record: 'map', int: 'whole number' }[expected] ?? expected;
  return `a ${name}`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? `'${value.slice(0, 60)}'` : kindOf(value);
}
