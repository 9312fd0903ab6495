import fc from 'fast-check';

export type Any<T = unknown> = fc.Arbitrary<T>;
export type Fields = Record<string, Any>;

/** Any of the fields, none of them needed. */
export const some = (fields: Fields) => fc.record(fields, { requiredKeys: [] });
export const of = <T>(...values: T[]) => fc.constantFrom(...values);
export const int = (min: number, max: number) => fc.integer({ min, max });

export const storages = of('1Gi', '10Gi', '512Mi', '50Gi');
export const durations = of('30s', '5m', '2h', '7d', '1d12h');

export const resources = some({
  requests: some({
    cpu: of('10m', '100m', '0.5'),
    memory: of('64Mi', '128Mi'),
    ephemeralStorage: of('64Mi', '128Mi'),
  }),
  limits: some({
    cpu: of('1', '2', '500m'),
    memory: of('512Mi', '1Gi'),
    ephemeralStorage: of('256Mi', '1Gi'),
  }),
});
