import { DeliveryFact } from '../facts';
import { deliveryStateOf } from './delivery';

const commit = 'a'.repeat(40);
const older = 'b'.repeat(40);

/** Argo CD has brought the newest commit, and all is as Git wants it. */
const delivery = (changes: Partial<DeliveryFact> = {}): DeliveryFact => ({
  engine: 'argocd',
  kind: 'Application',
  name: 'payments-prod',
  namespace: 'argocd',
  sync: 'synced',
  revision: commit,
  wantedRevision: commit,
  automated: true,
  suspended: false,
  problems: [],
  drifted: [],
  history: [],
  ...changes,
});

function judge(fact: DeliveryFact) {
  return deliveryStateOf(
    { deliveries: [fact] },
    { environment: 'prod', now: '2026-11-20T12:00:00Z' },
  ).verdict;
}

describe('deliveryStateOf', () => {
  it.each<[string, DeliveryFact, string, string | undefined]>([
    ['in sync', delivery(), 'healthy', undefined],
    [
      'behind, and brought by itself',
      delivery({ sync: 'out-of-sync', revision: older }),
      'progressing',
      'sync-pending',
    ],
    [
      'behind, and brought by hand',
      delivery({ sync: 'out-of-sync', revision: older, automated: false }),
      'degraded',
      'out-of-sync',
    ],
    [
      'changed by hand',
      delivery({
        sync: 'out-of-sync',
        drifted: [{ kind: 'Deployment', name: 'payments' }],
      }),
      'degraded',
      'drifted',
    ],
    [
      'being brought',
      delivery({
        sync: 'out-of-sync',
        operation: { phase: 'running', refused: [] },
      }),
      'progressing',
      'syncing',
    ],
    [
      'refused',
      delivery({ operation: { phase: 'failed', refused: [] } }),
      'failed',
      'sync-failed',
    ],
    [
      'not yet looked at',
      delivery({ sync: 'unknown', revision: undefined }),
      'unknown',
      'sync-unknown',
    ],
    [
      'suspended',
      delivery({ engine: 'flux', kind: 'Kustomization', suspended: true }),
      'degraded',
      'delivery-suspended',
    ],
    [
      'not to be read at all, whatever it did before',
      delivery({
        sync: 'unknown',
        operation: { phase: 'failed', refused: [] },
        problems: [{ code: 'ComparisonError', cause: 'path' }],
      }),
      'degraded',
      'delivery-stopped',
    ],
  ])('a delivery that is %s', (_, fact, state, code) => {
    const verdict = judge(fact);
    expect(verdict.state).toBe(state);
    expect(verdict.reasons[0]?.code).toBe(code);
  });

  it('names what the cluster refused, and why, as far as it is known', () => {
    const [reason] = judge(
      delivery({
        operation: {
          phase: 'failed',
          revision: commit,
          refused: [{ kind: 'Service', name: 'payments', cause: 'immutable' }],
        },
      }),
    ).reasons;
    expect(reason).toMatchObject({
      message:
        'The last sync of prod failed: a field that cannot change was changed',
      evidence:
        'Application payments-prod, at aaaaaaa: refused Service payments.',
      remedy: 'Delete the object, or give it another name, and sync again.',
    });
  });

  it('reads the commit out of what Flux calls a revision', () => {
    const [reason] = judge(
      delivery({
        engine: 'flux',
        kind: 'Kustomization',
        operation: {
          phase: 'running',
          revision: `main@sha1:${commit}`,
          refused: [],
        },
      }),
    ).reasons;
    expect(reason.message).toBe('prod is being brought to aaaaaaa');
  });
});
