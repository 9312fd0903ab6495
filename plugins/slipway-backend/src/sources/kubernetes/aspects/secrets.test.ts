import { stateOf } from '@slipway/plugin-slipway-common';
import { recordedOf } from '../../../__testUtils__/recorded';
import { whose } from '../../../__testUtils__/whose';
import { pruneExternalSecret } from '../kinds/operators';
import { toSecretsFacts } from './outside';
import { ServiceObjects } from './ServiceObjects';

const recorded = recordedOf('external-secrets');

const factsOf = (object: object) =>
  toSecretsFacts(new ServiceObjects([pruneExternalSecret(object, whose)!]))!;

describe('what External Secrets says', () => {
  it('is what it brought, from where, and when it looks again', () => {
    const { synced } = recorded;
    expect(factsOf(synced).secrets).toEqual([
      {
        name: 'payments-env',
        by: 'ExternalSecret',
        object: 'payments-env',
        store: 'vault',
        paths: ['shop/payments'],
        ready: true,
        syncedAt: synced.status.refreshTime,
        refreshSeconds: 3600,
        users: [],
      },
    ]);
  });

  it.each<[string, object | undefined]>([
    ['synced', undefined],
    ['never-refreshed', undefined],
    ['missing-path', { code: 'secret-not-synced', state: 'failed' }],
    ['missing-key', { code: 'secret-not-synced', state: 'failed' }],
    ['denied-path', { code: 'secret-not-synced', state: 'failed' }],
    ['missing-store', { code: 'secret-not-synced', state: 'failed' }],
    // What was brought is still there.
    ['left-behind', { code: 'secret-not-synced', state: 'degraded' }],
    ['store-unreachable', { code: 'secret-not-synced', state: 'degraded' }],
    // The operator says Ready of these, and there is no Secret.
    ['deleted-with-its-source', { code: 'secret-absent', state: 'failed' }],
    ['target-missing', { code: 'secret-absent', state: 'failed' }],
    ['found-by-name', { code: 'secret-absent', state: 'failed' }],
  ])('of %s is told as it is', (what, reason) => {
    const { verdict } = stateOf('secrets', factsOf(recorded[what]), {
      environment: 'prod',
      now: recorded[what].metadata.creationTimestamp,
    });
    expect(verdict.reasons).toMatchObject(reason ? [reason] : []);
    expect(verdict.state).toBe(
      (reason as { state?: string })?.state ?? 'healthy',
    );
  });

  it('is believed where it is too old to name the Secret, or was told to make none', () => {
    const found = recorded['found-by-name'];
    const { binding: _, ...old } = found.status;
    expect(factsOf({ ...found, status: old }).secrets[0].ready).toBe(true);
    const none = { ...found.spec, target: { creationPolicy: 'None' } };
    expect(factsOf({ ...found, spec: none }).secrets[0].ready).toBe(true);
  });
});
