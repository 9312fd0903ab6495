import { createHash } from 'node:crypto';
import type { KindTable, Shape } from '@slipway/blueprint';

/** A schema as the API server publishes it. */
export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  type?: string;
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  enum?: unknown[];
  pattern?: string;
  [keyword: string]: unknown;
}

export type Schemas = Record<string, Schema>;

/** Limits that are taken over word for word. */
const limits = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
] as const;

/** What controllers write is nobody's to judge in a repository. */
const leftOpen = ['status', 'managedFields'];

/**
 * Brings schemas to shapes, each of which is kept once: definitions repeat the pod and its parts again and again.
 * A shape is named by what is in it, so that a new version of one kind changes the lines of that kind alone.
 */
export class Shapes {
  readonly shapes = new Map<string, Shape>();

  constructor(private schemas: Schemas = {}) {}

  /** The schemas that references lead to from now on. */
  within(schemas: Schemas): this {
    this.schemas = schemas;
    return this;
  }

  /** The name of the shape of a schema. */
  of(schema: Schema): string {
    const $ref =
      schema.$ref ??
      (schema.allOf?.length === 1 ? schema.allOf[0].$ref : undefined);
    return $ref ? this.referredTo($ref) : this.named(this.shapeOf(schema));
  }

  private referredTo($ref: string): string {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    if (/\.Quantity$/.test(name)) {
      return 'quantity';
    }
    // Anything goes: pieces of JSON, and the schema of schemas, which leads to itself.
    return /\.(JSON|JSONSchemaProps|RawExtension|FieldsV1)$/.test(name)
      ? 'any'
      : this.of(this.schemas[name]);
  }

  private shapeOf(schema: Schema): Shape | string {
    if (
      schema['x-kubernetes-int-or-string'] ||
      schema.format === 'int-or-string'
    ) {
      return checked({ type: 'intOrString' }, schema);
    }
    if (schema['x-kubernetes-preserve-unknown-fields']) {
      return 'any';
    }
    if (schema.properties) {
      const fields = Object.entries(schema.properties).map(([name, field]) => [
        name,
        leftOpen.includes(name) ? 'any' : this.field(field),
      ]);
      const required = schema.required?.filter(
        name => !leftOpen.includes(name),
      );
      return {
        fields: Object.fromEntries(fields),
        ...(required?.length ? { required } : {}),
      };
    }
    if (typeof schema.additionalProperties === 'object') {
      return { values: this.of(schema.additionalProperties) };
    }
    if (schema.items) {
      return limited({ items: this.of(schema.items) }, schema);
    }
    switch (schema.type) {
      case 'string':
      case 'integer':
      case 'number':
      case 'boolean':
        return checked({ type: schema.type }, schema);
      default:
        return 'any';
    }
  }

  /** How a patch merges a list is said where the list is a field. */
  private field(schema: Schema): string {
    const strategy = String(schema['x-kubernetes-patch-strategy'] ?? '');
    if (!strategy.split(',').includes('merge') || !schema.items) {
      return this.of(schema);
    }
    const key = schema['x-kubernetes-patch-merge-key'] as string | undefined;
    const keys =
      (schema['x-kubernetes-list-map-keys'] as string[] | undefined) ??
      (key ? [key] : []);
    return this.named(
      limited({ items: this.of(schema.items), mergeBy: keys }, schema),
    );
  }

  private named(shape: Shape | string): string {
    if (typeof shape === 'string') {
      return shape;
    }
    const text = JSON.stringify(shape);
    if (/^\{"type":"\w+"\}$/.test(text)) {
      return shape.type!;
    }
    const name = createHash('sha256').update(text).digest('hex').slice(0, 8);
    this.shapes.set(name, shape);
    return name;
  }
}

function limited(shape: Shape, schema: Schema): Shape {
  return {
    ...shape,
    ...Object.fromEntries(
      limits
        .filter(limit => schema[limit] !== undefined)
        .map(limit => [limit, schema[limit]]),
    ),
  };
}

function checked(shape: Shape, schema: Schema): Shape | string {
  return limited(
    {
      ...shape,
      ...(schema.enum ? { enum: schema.enum } : {}),
      ...(schema.pattern && readable(schema.pattern)
        ? { pattern: schema.pattern }
        : {}),
    },
    schema,
  );
}

/** Patterns are written for Go, and a few mean nothing in JavaScript. */
function readable(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}

/** One shape a line, so that a change of it is a line of a review. */
export function formatKinds({ kinds, shapes }: KindTable): string {
  const lines = (entries: Record<string, unknown>) =>
    Object.keys(entries)
      .sort()
      .map(key => `    ${JSON.stringify(key)}: ${JSON.stringify(entries[key])}`)
      .join(',\n');
  return `{\n  "kinds": {\n${lines(kinds)}\n  },\n  "shapes": {\n${lines(
    shapes,
  )}\n  }\n}\n`;
}
