import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc, { type Arbitrary } from 'fast-check';
import { parse } from 'yaml';
import { entityAspects, fleetFacets } from '@slipway/plugin-slipway-common';

/** As much of a JSON schema as the API's says. */
interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

const API = resolve(
  // eslint-disable-next-line no-restricted-syntax -- tests run from their sources
  __dirname,
  '../../../slipway-backend/src/schema/openapi.yaml',
);

function schemas(): Record<string, Schema> {
  return parse(readFileSync(API, 'utf8')).components.schemas;
}

/** Some of the words that mean something to a card, and some that mean nothing to anybody. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    'prod',
    'db',
    'requests.memory',
    'pods',
    '0123456789abcdef0123456789abcdef01234567',
    'waiting-first-build',
    '*.example.org',
    'pay.example.org',
  ),
  fc.string({ maxLength: 12 }),
);

const time = fc
  .integer({ min: -400 * 86_400, max: 400 * 86_400 })
  .map(seconds =>
    new Date(Date.UTC(2026, 2, 4) + seconds * 1000).toISOString(),
  );

/** What each of the four answers has: the generator of the API's own types cannot tell them apart, so the schema does not. */
const answers: Record<string, string[]> = {
  data: ['value', 'at'],
  absent: ['at'],
  denied: ['since', 'permission'],
  unreachable: ['since', 'reason'],
};

/** A question may leave out what these have; no page asks such a one. */
const asked: Record<string, readonly string[]> = {
  EnvironmentState: entityAspects,
  FleetPage: ['facets'],
  FleetService: ['owners', 'environments'],
  FleetEnvironment: ['aspects', 'versions'],
};

/** To the schema it is a text, to the catalog it is not any. */
const ref = fc.constantFrom(
  'component:default/payments',
  'component:default/orders',
  'component:shop/cart',
);
const isRef = (key: string, { type, items }: Schema) =>
  key === 'entityRef'
    ? type === 'string'
    : key === 'services' && items?.type === 'string';

/** Of what there is to choose from each has its counts, which the schema leaves open. */
const facets = fc.record(
  Object.fromEntries(
    fleetFacets.map(facet => [
      facet,
      fc.dictionary(text, fc.nat(20), { maxKeys: 3 }),
    ]),
  ),
);

/** What happened, as far as any page reads it. */
const happened = fc.record(
  {
    version: text,
    state: fc.constantFrom(
      'healthy',
      'progressing',
      'degraded',
      'failed',
      'unknown',
    ),
    reasons: fc.array(text, { maxLength: 2 }),
    need: text,
    outcome: fc.constantFrom('succeeded', 'failed', 'running'),
    result: fc.constantFrom('synced', 'failed', 'running'),
    revision: text,
    startedAt: time,
    endedAt: time,
    bytes: fc.double({ noNaN: true, noDefaultInfinity: true }),
    wanted: fc.nat(40),
  },
  { requiredKeys: [] },
);

/** Any value that the API's schema of this name allows, as far as shapes go. */
export function fromSchema(name: string): Arbitrary<unknown> {
  const all = schemas();
  function of(schema: Schema, called?: string): Arbitrary<unknown> {
    if (schema.$ref) {
      const target = schema.$ref.split('/').at(-1)!;
      return of(all[target], target);
    }
    if (schema.allOf) {
      return fc
        .tuple(...schema.allOf.map(one => of(one)))
        .map(parts => Object.assign({}, ...parts));
    }
    const variants = schema.oneOf ?? schema.anyOf;
    if (variants) {
      return fc.oneof(...variants.map(one => of(one)));
    }
    if (schema.enum) {
      return fc.constantFrom(...schema.enum);
    }
    if (schema.const !== undefined) {
      return fc.constant(schema.const);
    }
    switch (schema.type) {
      case 'string':
        return called === 'Timestamp' || schema.format === 'date-time'
          ? time
          : text;
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.oneof(
          fc.integer({ min: 0, max: 20 }),
          fc.integer({ min: -5, max: 2 ** 40 }),
        );
      case 'number':
        return fc.double({ noNaN: true, noDefaultInfinity: true });
      case 'array':
        return fc.array(of(schema.items!), { maxLength: 3 });
      default: {
        const extra = schema.additionalProperties;
        if (!schema.properties && typeof extra === 'object') {
          return fc.dictionary(text, of(extra), { maxKeys: 3 });
        }
        if (!schema.properties && extra === true) {
          return happened;
        }
        return called?.endsWith('Answer')
          ? fc.oneof(
              ...Object.entries(answers).map(([answer, required]) =>
                record(schema, [...required, 'answer'], answer),
              ),
            )
          : record(schema, [
              ...(schema.required ?? []),
              ...(asked[called ?? ''] ?? []),
            ]);
      }
    }
  }
  function valueOf(key: string, schema: Schema, answer?: string) {
    if (isRef(key, schema)) {
      return schema.items ? fc.array(ref, { maxLength: 3 }) : ref;
    }
    // Empty where it never was.
    if (key === 'backedUpAt') {
      return fc.oneof(fc.constant(''), time);
    }
    if (key === 'facets') {
      return facets;
    }
    return key === 'answer' && answer ? fc.constant(answer) : of(schema);
  }
  function record(
    { properties = {} }: Schema,
    requiredKeys: string[],
    answer?: string,
  ) {
    const known = Object.entries(properties).filter(
      ([key]) => !answer || key === 'lastKnown' || requiredKeys.includes(key),
    );
    return fc.record(
      Object.fromEntries(
        known.map(([key, one]) => [key, valueOf(key, one, answer)]),
      ),
      { requiredKeys },
    );
  }
  return of(all[name], name);
}
