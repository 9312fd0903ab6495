import * as fc from 'fast-check';
import { podMetrics } from '../../../__testUtils__/operators';
import { whose } from '../../../__testUtils__/whose';
import { PrunedUse, pruneUse, withUse } from './use';

const Mi = 1024 ** 2;

const sumOf = (...objects: object[]) =>
  objects.map(object => pruneUse(object, whose)).reduce(withUse);

describe('What pods use', () => {
  it('is summed by namespace, and by service what its workloads keep running', () => {
    const { all, of, key } = sumOf(
      podMetrics('a', '250m', '128Mi'),
      podMetrics('b', '50000000n', '65536Ki'),
      // A run of a job of its own, and somebody's who is nobody in the catalog.
      podMetrics('c', '1', '1Gi', {
        'slipway.dev/service': 'payments',
        'slipway.dev/environment': 'dev',
        'job-name': 'report',
      }),
      podMetrics('d', '100u', '1Mi', { 'pod-template-hash': '1' }),
    );
    expect(key).toBe('payments-dev');
    expect(all.cpu).toBeCloseTo(1.3001, 6);
    expect(all.memory).toBe((128 + 64 + 1024 + 1) * Mi);
    expect([...of.keys()]).toEqual(['payments/dev']);
    expect(of.get('payments/dev')).toMatchObject({
      pods: 2,
      used: { memory: 192 * Mi },
    });
  });

  it('is the same whatever the order', () => {
    const pods = fc.array(fc.tuple(fc.nat(2_000), fc.boolean()), {
      minLength: 1,
    });
    const flat = ({ all, of }: PrunedUse) => [
      Math.round(all.cpu * 1e6),
      [...of].map(([key, { pods: count }]) => [key, count]),
    ];
    fc.assert(
      fc.property(pods, list => {
        const objects = list.map(([cpu, kept], i) =>
          podMetrics(`p${i}`, `${cpu}m`, '1Mi', kept ? undefined : {}),
        );
        expect(flat(sumOf(...objects.reverse()))).toEqual(
          flat(sumOf(...objects.reverse())),
        );
      }),
    );
  });

  it('keeps no pod: no name, no label, no text of one', () => {
    const kept = sumOf(
      podMetrics('secret-name', '1', '1Mi'),
      podMetrics('other-name', '1', '1Mi'),
    );
    expect(JSON.stringify({ ...kept, of: [...kept.of] })).not.toMatch(
      /secret-name|other-name|planted|hash|10\.0\.0\.1/,
    );
  });

  it.each([
    ['no object', 'pod'],
    ['nothing', undefined],
    ['no containers', { metadata: { name: 'a', namespace: 'b' } }],
    ['no namespace', { metadata: { name: 'a' }, containers: [] }],
  ])('is not made up from %s', (_, object) => {
    expect(() => pruneUse(object, whose)).toThrow(
      'the answer is not what Kubernetes sends',
    );
  });

  it('counts what cannot be read as nothing', () => {
    const odd = {
      metadata: { name: 'a', namespace: 'b' },
      containers: [{ usage: { cpu: 'much', memory: -3 } }, {}],
    };
    expect(pruneUse(odd, whose).all).toEqual({ cpu: 0, memory: 0 });
  });
});
