import { DeliveryFact, DeliverySource } from '../facts';
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

  describe('of which the source is told', () => {
    const flux = (
      source: Partial<DeliverySource>,
      changes: Partial<DeliveryFact> = {},
    ) =>
      delivery({
        engine: 'flux',
        kind: 'Kustomization',
        sources: [
          {
            kind: 'GitRepository',
            namespace: 'flux-system',
            name: 'payments',
            answer: 'data',
            ...source,
          },
        ],
        ...changes,
      });
    const failing = {
      since: '2026-11-20T10:02:30Z',
      code: 'GitOperationFailed',
      cause: 'credentials',
    } as const;

    it('says since when it is not read, why, what stays, and what was fetched last', () => {
      const { state, reasons } = judge(
        flux({
          failing,
          revision: `main@sha1:${older}`,
          fetchedAt: '2026-11-19T08:00:00Z',
        }),
      );
      expect(state).toBe('degraded');
      expect(reasons).toMatchObject([
        {
          code: 'source-unread',
          message:
            'Git has not been read since 2026-11-20 10:02 UTC: its credentials are refused; prod stays at aaaaaaa',
          evidence:
            'GitRepository flux-system/payments: GitOperationFailed, last fetched bbbbbbb, new on 2026-11-19 08:00 UTC.',
          remedy: expect.stringContaining('Renew the credentials'),
        },
      ]);
    });

    it.each<[string, DeliveryFact, string[]]>([
      ['is read', flux({ revision: commit }), []],
      ['may not be looked at', flux({ answer: 'denied' }), []],
      ['is suspended', flux({ suspended: true }), ['source-suspended']],
      [
        'was suspended while it could not be read',
        flux({ suspended: true, failing }),
        ['source-suspended'],
      ],
      [
        'is not read, while what was brought was refused',
        flux({ failing }, { operation: { phase: 'failed', refused: [] } }),
        ['sync-failed', 'source-unread'],
      ],
      [
        'was never read',
        flux(
          { failing },
          { problems: [{ code: 'ArtifactFailed', cause: 'repository' }] },
        ),
        ['source-unread'],
      ],
      [
        'is not read, while its folder is not there either',
        flux(
          { failing },
          { problems: [{ code: 'ArtifactFailed', cause: 'path' }] },
        ),
        ['delivery-stopped', 'source-unread'],
      ],
      [
        'is not read, and nobody wants it to be',
        flux({ failing }, { suspended: true }),
        ['delivery-suspended'],
      ],
    ])('one whose source %s', (_, fact, codes) => {
      expect(judge(fact).reasons.map(({ code }) => code)).toEqual(codes);
    });

    it('has nothing but the code where no known word says why', () => {
      const [reason] = judge(
        flux({ kind: 'Bucket', failing: { code: 'BucketOperationFailed' } }),
      ).reasons;
      expect(reason).toMatchObject({
        message: 'The bucket has not been read; prod stays at aaaaaaa',
        evidence:
          'Bucket flux-system/payments: BucketOperationFailed, nothing was ever fetched.',
        remedy: 'Look at the conditions of Bucket flux-system/payments.',
      });
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
