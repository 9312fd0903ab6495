import { stateOf } from '@slipway/plugin-slipway-common';
import { recordedOf } from '../../../__testUtils__/recorded';
import { whose } from '../../../__testUtils__/whose';
import { pruneExternalSecret, pruneSealedSecret } from '../kinds/operators';
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

describe('what Sealed Secrets says', () => {
  const sealed = recordedOf('sealed-secrets');
  const sealedFactsOf = (object: object) =>
    toSecretsFacts(new ServiceObjects([pruneSealedSecret(object, whose)!]))!;

  it.each<[string, object | undefined]>([
    ['unsealed', undefined],
    ['updated', undefined],
    ['named-otherwise', undefined],
    ['nobody-looks', { code: 'secret-waiting', state: 'progressing' }],
    // The operator still says True of it, and means what it was before.
    [
      'updated-and-nobody-looks',
      {
        code: 'secret-waiting',
        state: 'progressing',
        evidence:
          'SealedSecret away: its operator has not looked at what changed in it yet.',
      },
    ],
    [
      'other-name',
      {
        code: 'secret-not-synced',
        state: 'failed',
        message: 'Secret other-name of prod cannot be brought as it is in Git',
        evidence: 'SealedSecret other-name: no key of this cluster opens it.',
      },
    ],
    [
      'broken-by-update',
      {
        code: 'secret-not-synced',
        state: 'failed',
        message:
          'Secret payments-env of prod cannot be brought as it is in Git',
      },
    ],
    ['garbled', { code: 'secret-not-synced', state: 'failed' }],
    [
      'in-the-way',
      {
        code: 'secret-not-synced',
        state: 'failed',
        evidence:
          'SealedSecret in-the-way: a Secret of this name is there that it did not make.',
        remedy: expect.stringContaining('managed'),
      },
    ],
    [
      'immutable',
      {
        code: 'secret-not-synced',
        // What was brought is still there, and cannot be changed.
        state: 'degraded',
        remedy: 'Delete immutable; it is made again then.',
      },
    ],
  ])('of %s is told as it is', (what, reason) => {
    const [object] = [sealed[what]].flat();
    const { verdict } = stateOf('secrets', sealedFactsOf(object), {
      environment: 'prod',
      now: object.metadata.creationTimestamp,
    });
    expect(verdict.reasons).toMatchObject(reason ? [reason] : []);
    expect(verdict.state).toBe(
      (reason as { state?: string })?.state ?? 'healthy',
    );
  });

  it('is when it was brought last', () => {
    const { updated } = sealed;
    expect(sealedFactsOf(updated).secrets[0].syncedAt).toBe(
      updated.status.conditions[0].lastUpdateTime,
    );
  });

  it('is of the Secret that it made, whatever its template calls it', () => {
    const [object, made] = sealed['named-otherwise'];
    expect(object.spec.template.metadata.name).not.toBe(made.metadata.name);
    expect(sealedFactsOf(object).secrets[0].name).toBe(made.metadata.name);
  });
});
