import { serviceJsonSchema } from '@slipway/model';

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Every leaf of the schema, and every value of a choice, as a path: names that people choose are `*`. What an environment
 * says otherwise is the same field again, and is counted with it.
 */
export function leavesOf(): string[] {
  return [...new Set(leaves(serviceJsonSchema, '').map(longForm))]
    .filter(path => !path.startsWith('spec.environments.*.') || isPlace(path))
    .sort();
}

/** `workload` is short for one of `workloads`: the fields below it are the same. */
function longForm(path: string): string {
  return path.replace(/^spec\.workload\./, 'spec.workloads.*.');
}

const place = /^spec\.environments\.\*\.(cluster|stage|namespace)/;

function isPlace(path: string): boolean {
  return place.test(path);
}

function leaves(schema: unknown, path: string): string[] {
  if (!isPlain(schema)) {
    return [path];
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) {
    return choices.flatMap(choice => leaves(choice, path));
  }
  if (isPlain(schema.properties)) {
    return Object.entries(schema.properties).flatMap(([name, child]) =>
      leaves(child, path ? `${path}.${name}` : name),
    );
  }
  if (isPlain(schema.additionalProperties)) {
    return leaves(schema.additionalProperties, `${path}.*`);
  }
  if (Array.isArray(schema.enum)) {
    return schema.enum.map(value => `${path}=${value}`);
  }
  if (typeof schema.const === 'boolean') {
    return [`${path}=${schema.const}`];
  }
  return schema.type === 'null' ? [] : [path];
}

/** How many of the documents used each leaf. */
export function countLeaves(documents: readonly object[]): Map<string, number> {
  const known = leavesOf();
  const counts = new Map(known.map(leaf => [leaf, 0]));
  for (const document of documents) {
    const used = new Set(usedBy(document, '', known).map(longForm));
    for (const leaf of used) {
      counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
    }
  }
  return counts;
}

function usedBy(
  value: unknown,
  path: string,
  known: readonly string[],
): string[] {
  if (Array.isArray(value)) {
    return known.includes(path)
      ? [path]
      : value.flatMap(item => usedBy(item, path, known));
  }
  if (isPlain(value)) {
    return Object.entries(value).flatMap(([name, child]) => {
      const own = path ? `${path}.${name}` : name;
      const any = `${path}.*`;
      const exists = (prefix: string) =>
        known.some(
          leaf =>
            leaf === longForm(prefix) ||
            leaf.startsWith(longForm(`${prefix}.`)) ||
            leaf.startsWith(longForm(`${prefix}=`)),
        );
      return usedBy(child, exists(own) ? own : any, known);
    });
  }
  return [path, `${path}=${value}`].filter(leaf =>
    known.includes(longForm(leaf)),
  );
}
