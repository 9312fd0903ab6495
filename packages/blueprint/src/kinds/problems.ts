import { nearestName, parseQuantity } from '@slipway/model';
import { isPlain } from '../kubernetes';
import { shapeNamed } from './table';
import type { Shape } from './types';

/** Where a value is not what its kind allows. */
export interface ShapeProblem {
  rule: 'object.field' | 'object.required' | 'object.type' | 'object.value';
  /** As people write it: `spec.containers[0].image`. */
  path: string;
  what: string;
  remedy: string;
}

const joined = (path: string, key: string) => (path ? `${path}.${key}` : key);

/** Everything in a value that is not as its shape says. Null counts as not there, as it does for the API server. */
export function shapeProblems(
  value: unknown,
  shape: Shape,
  path = '',
): ShapeProblem[] {
  if (value === null || value === undefined || shape.type === 'any') {
    return [];
  }
  if (shape.fields) {
    return isPlain(value)
      ? fieldProblems(value, shape, path)
      : [wrongType(path, 'a map')];
  }
  if (shape.values) {
    const { values } = shape;
    return isPlain(value)
      ? Object.entries(value).flatMap(([key, child]) =>
          shapeProblems(child, shapeNamed(values), joined(path, key)),
        )
      : [wrongType(path, 'a map')];
  }
  if (shape.items) {
    return listProblems(value, shape, path);
  }
  return scalarProblems(value, shape, path);
}

function fieldProblems(
  value: Record<string, unknown>,
  { fields = {}, required = [] }: Shape,
  path: string,
): ShapeProblem[] {
  const missing = required
    .filter(name => value[name] === undefined || value[name] === null)
    .map(name => ({
      rule: 'object.required' as const,
      path: joined(path, name),
      what: 'is not there',
      remedy: `Add ${name}`,
    }));
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, child]) =>
      Object.hasOwn(fields, name)
        ? shapeProblems(child, shapeNamed(fields[name]), joined(path, name))
        : [unknownField(joined(path, name), name, Object.keys(fields))],
    ),
  ];
}

function unknownField(
  path: string,
  name: string,
  known: readonly string[],
): ShapeProblem {
  const near = nearestName(name, known);
  return {
    rule: 'object.field',
    path,
    what: 'is no field of it',
    remedy: near ? `Write ${near}` : `Remove ${name}`,
  };
}

function listProblems(
  value: unknown,
  shape: Shape,
  path: string,
): ShapeProblem[] {
  if (!Array.isArray(value)) {
    return [wrongType(path, 'a list')];
  }
  const { minItems = 0, maxItems = Infinity, items = 'any' } = shape;
  const count =
    value.length < minItems || value.length > maxItems
      ? [
          notAllowed(
            path,
            `has ${value.length} items`,
            maxItems === Infinity
              ? `Give it at least ${minItems}`
              : `Give it ${minItems} to ${maxItems}`,
          ),
        ]
      : [];
  return [
    ...count,
    ...value.flatMap((item, index) =>
      shapeProblems(item, shapeNamed(items), `${path}[${index}]`),
    ),
  ];
}

function wrongType(path: string, wanted: string): ShapeProblem {
  return {
    rule: 'object.type',
    path,
    what: `is not ${wanted}`,
    remedy: `Write ${wanted}`,
  };
}

function notAllowed(path: string, what: string, remedy: string): ShapeProblem {
  return { rule: 'object.value', path, what, remedy };
}

const types: Record<string, [(value: unknown) => boolean, string]> = {
  string: [value => typeof value === 'string', 'a text, in quotes'],
  boolean: [value => typeof value === 'boolean', 'true or false'],
  integer: [value => Number.isInteger(value), 'a whole number'],
  number: [value => typeof value === 'number', 'a number'],
  intOrString: [
    value => typeof value === 'string' || Number.isInteger(value),
    'a whole number or a text',
  ],
  quantity: [
    value =>
      (typeof value === 'string' || typeof value === 'number') &&
      parseQuantity(String(value)) !== undefined,
    'an amount, such as 500m or 128Mi',
  ],
};

/** Patterns are written for Go, whose time they cannot waste as they can here. What they are for is short. */
const LONGEST_MATCHED = 1_000;

function scalarProblems(
  value: unknown,
  shape: Shape,
  path: string,
): ShapeProblem[] {
  const [fits, wanted] = types[shape.type ?? 'string'];
  if (!fits(value)) {
    return [wrongType(path, wanted)];
  }
  const text = String(value);
  if (shape.enum && !shape.enum.includes(value)) {
    const near = nearestName(text, shape.enum.map(String));
    return [
      notAllowed(
        path,
        `is '${text}'`,
        `Write ${near ?? shape.enum.map(String).join(' or ')}`,
      ),
    ];
  }
  const { minLength = 0, maxLength = Infinity } = shape;
  const { minimum = -Infinity, maximum = Infinity } = shape;
  if (
    shape.pattern &&
    text.length <= LONGEST_MATCHED &&
    !new RegExp(shape.pattern, 'u').test(text)
  ) {
    return [
      notAllowed(path, `is '${text}'`, `Write what matches ${shape.pattern}`),
    ];
  }
  if (
    typeof value === 'string' &&
    ([...text].length < minLength || [...text].length > maxLength)
  ) {
    return [
      notAllowed(
        path,
        `has ${[...text].length} characters`,
        maxLength === Infinity
          ? `Give it at least ${minLength}`
          : `Give it ${minLength} to ${maxLength}`,
      ),
    ];
  }
  return typeof value === 'number' && (value < minimum || value > maximum)
    ? [
        notAllowed(
          path,
          `is ${value}`,
          maximum === Infinity
            ? `Write ${minimum} or more`
            : `Write ${minimum} to ${maximum}`,
        ),
      ]
    : [];
}
