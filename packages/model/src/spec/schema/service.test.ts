import { serviceJsonSchema } from './service';
import { serviceNameRule } from '../serviceName';

type Schema = Record<string, unknown>;

function schemasIn(value: unknown): Schema[] {
  return typeof value === 'object' && value !== null
    ? [value as Schema, ...Object.values(value).flatMap(schemasIn)]
    : [];
}

describe('serviceJsonSchema', () => {
  const all = schemasIn(serviceJsonSchema);

  it('refuses unknown fields everywhere, as the checks do', () => {
    const open = all.filter(
      schema =>
        schema.type === 'object' && schema.additionalProperties === undefined,
    );
    expect(open).toEqual([]);
  });

  it('has patterns that every validator reads', () => {
    const patterns = all.flatMap(({ pattern }) =>
      typeof pattern === 'string' ? [pattern] : [],
    );
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) {
      expect(() => new RegExp(pattern, 'u')).not.toThrow();
    }
  });

  it('holds the one rule for names', () => {
    expect(serviceJsonSchema).toMatchObject({
      properties: {
        metadata: {
          properties: {
            name: { pattern: serviceNameRule.pattern, maxLength: 40 },
          },
        },
      },
    });
  });
});
