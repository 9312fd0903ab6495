import fc from 'fast-check';
import { boundsOf, newSetSize, oldSetSizes } from './rollout';

const amount = fc.oneof(
  fc.nat(5),
  fc.nat(100).map(n => `${n}%`),
);

describe('A rolling update', () => {
  it('never has too many or too few pods, and comes to its end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        amount,
        amount,
        (replicas, maxSurge, maxUnavailable) => {
          const bounds = boundsOf({
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { name: 'web' },
            spec: {
              replicas,
              strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
            },
          });
          let old = replicas;
          let fresh = 0;
          for (
            let step = 0;
            step < 100 && (old > 0 || fresh < replicas);
            step++
          ) {
            fresh = newSetSize(bounds, fresh, fresh + old);
            expect(fresh + old).toBeLessThanOrEqual(replicas + bounds.maxSurge);
            // The new pods have not become available when the old ones are looked at first.
            const early = oldSetSizes(bounds, { wanted: fresh, available: 0 }, [
              { wanted: old, available: old },
            ]);
            expect(early[0]).toBeGreaterThanOrEqual(
              Math.min(old, replicas - bounds.maxUnavailable),
            );
            [old] = oldSetSizes(bounds, { wanted: fresh, available: fresh }, [
              { wanted: old, available: old },
            ]);
            expect(fresh + old).toBeGreaterThanOrEqual(
              replicas - bounds.maxUnavailable,
            );
          }
          expect({ old, fresh }).toEqual({ old: 0, fresh: replicas });
        },
      ),
    );
  });

  it('takes away first what does not run', () => {
    const bounds = { replicas: 4, maxSurge: 1, maxUnavailable: 0 };
    expect(
      oldSetSizes(bounds, { wanted: 1, available: 1 }, [
        { wanted: 1, available: 0 },
        { wanted: 3, available: 3 },
      ]),
    ).toEqual([0, 3]);
  });
});
