import { z } from 'zod';

/** What may be laid over a value: any part of it, null where a field is to go, lists as a whole. */
export type Override<T> = T extends readonly unknown[]
  ? T
  : T extends object
  ? { [K in keyof T]?: Override<T[K]> | null }
  : T;

/** The schema of what may be laid over a value of the given schema. */
export function overrideOf<S extends z.ZodType>(
  schema: S,
): z.ZodType<Override<z.infer<S>>> {
  return loosened(schema) as unknown as z.ZodType<Override<z.infer<S>>>;
}

function loosened(schema: z.ZodType): z.ZodType {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    const shape = Object.entries(inner.shape as Record<string, z.ZodType>);
    return told(
      schema,
      z.strictObject(
        Object.fromEntries(
          shape.map(([name, field]) => [
            name,
            told(field, loosened(field).nullish()),
          ]),
        ),
      ),
    );
  }
  if (inner instanceof z.ZodRecord) {
    const { keyType, valueType } = inner as z.ZodRecord;
    return told(
      schema,
      z.record(
        keyType as z.ZodString,
        loosened(valueType as z.ZodType).nullable(),
      ),
    );
  }
  return inner;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;
}

/** Descriptions belong to one instance of a schema, so they are handed on. */
function told(from: z.ZodType, to: z.ZodType): z.ZodType {
  const description = from.description ?? unwrapped(from).description;
  return description ? to.describe(description) : to;
}
