import {
  CertificateFacts,
  IngressFacts,
  ListenerFacts,
  RouteFacts,
} from '../facts';
import { exposureStateOf } from './exposure';

const now = '2026-11-20T12:00:00Z';

const certificate = (
  changes: Partial<CertificateFacts> = {},
): CertificateFacts => ({
  name: 'payments',
  secret: 'payments-tls',
  hosts: ['pay.example.org'],
  ready: true,
  endsAt: '2027-02-01T00:00:00Z',
  renewsAt: '2027-01-02T00:00:00Z',
  issuer: 'letsencrypt',
  ...changes,
});

function judge(certificates: CertificateFacts[], routes: RouteFacts[] = []) {
  return exposureStateOf({ certificates, routes }, { environment: 'prod', now })
    .verdict;
}

describe('exposureStateOf', () => {
  it.each<[string, CertificateFacts, string, string | undefined]>([
    ['valid for long', certificate(), 'healthy', undefined],
    [
      'valid for five more days',
      certificate({ endsAt: '2026-11-25T12:00:00Z' }),
      'degraded',
      'certificate-due',
    ],
    [
      'to be renewed since the day before yesterday',
      certificate({ renewsAt: '2026-11-18T00:00:00Z' }),
      'degraded',
      'certificate-due',
    ],
    [
      'to be renewed since an hour',
      certificate({ renewsAt: '2026-11-20T11:00:00Z' }),
      'healthy',
      undefined,
    ],
    [
      'short-lived, and to be renewed in ten hours',
      certificate({
        endsAt: '2026-11-21T06:00:00Z',
        renewsAt: '2026-11-20T22:00:00Z',
      }),
      'healthy',
      undefined,
    ],
    [
      'short-lived, and late for more than half of what was left',
      certificate({
        endsAt: '2026-11-20T15:00:00Z',
        renewsAt: '2026-11-20T07:00:00Z',
      }),
      'degraded',
      'certificate-due',
    ],
    [
      'over',
      certificate({ endsAt: '2026-11-20T11:00:00Z' }),
      'failed',
      'certificate-over',
    ],
    [
      'being issued for the first time',
      certificate({ ready: false, issuing: true, endsAt: undefined }),
      'progressing',
      'certificate-issuing',
    ],
    [
      'never issued',
      certificate({ ready: false, endsAt: undefined, renewsAt: undefined }),
      'failed',
      'certificate-missing',
    ],
    [
      'not issued again, while the old one is valid',
      certificate({ ready: false }),
      'degraded',
      'certificate-missing',
    ],
  ])('a certificate that is %s', (_, one, state, code) => {
    const verdict = judge([one]);
    expect(verdict.state).toBe(state);
    expect(verdict.reasons[0]?.code).toBe(code);
  });

  it('says what cannot be reached when a gateway refuses the route', () => {
    const route: RouteFacts = {
      kind: 'HTTPRoute',
      name: 'payments',
      hosts: ['pay.example.org'],
      tls: true,
      accepted: false,
      reason: 'NoMatchingListenerHostname',
    };
    expect(judge([], [route]).reasons).toMatchObject([
      expect.objectContaining({
        code: 'route-refused',
        state: 'failed',
        message:
          'prod cannot be reached at pay.example.org: the gateway did not take the route',
      }),
    ]);
    const unresolved = {
      ...route,
      unresolved: true,
      reason: 'BackendNotFound',
    };
    expect(
      judge([], [{ ...unresolved, accepted: true }]).reasons,
    ).toMatchObject([
      expect.objectContaining({
        code: 'route-unresolved',
        state: 'failed',
        evidence:
          'HTTPRoute payments: references not resolved, BackendNotFound.',
      }),
    ]);
    // A cause explains what comes after it.
    expect(judge([], [unresolved]).reasons.map(({ code }) => code)).toEqual([
      'route-refused',
    ]);
    expect(judge([], [{ ...route, accepted: undefined }]).state).toBe(
      'healthy',
    );
  });

  const behind = (
    listeners: Partial<ListenerFacts>[],
    changes: object = {},
  ): RouteFacts => ({
    kind: 'HTTPRoute',
    name: 'payments',
    hosts: ['pay.example.org'],
    tls: true,
    gateways: [
      {
        namespace: 'infra',
        name: 'public',
        listeners: listeners.map(one => ({ name: 'https', tls: true, ...one })),
        ...changes,
      },
    ],
  });

  it.each<[string, RouteFacts, string, string | undefined]>([
    ['that serve it', behind([{ programmed: true }]), 'healthy', undefined],
    ['that say nothing', behind([{}]), 'healthy', undefined],
    [
      'one of which serves it',
      behind([{ programmed: false, reason: 'Invalid' }, { programmed: true }]),
      'healthy',
      undefined,
    ],
    [
      'that are about to serve it',
      behind([{ programmed: false, reason: 'Pending' }]),
      'progressing',
      'listener-pending',
    ],
    [
      'that do not serve it',
      behind([{ programmed: false, reason: 'Invalid' }]),
      'failed',
      'listener-down',
    ],
    [
      'without a certificate',
      behind([{ programmed: true, unresolved: true }]),
      'degraded',
      'listener-unresolved',
    ],
    [
      'of a gateway that is not there',
      behind([], { missing: true }),
      'failed',
      'gateway-missing',
    ],
  ])('a route behind listeners %s', (_, route, state, code) => {
    const verdict = judge([], [route]);
    expect(verdict.state).toBe(state);
    expect(verdict.reasons[0]?.code).toBe(code);
  });

  it("sends nobody to the issuer for a gateway's own certificate", () => {
    const [reason] = judge([
      certificate({ gateway: 'public', endsAt: '2026-11-25T12:00:00Z' }),
    ]).reasons;
    expect(reason.remedy).toBe(
      "It is shown by gateway public, and the platform's: tell the platform team.",
    );
  });

  it('says in a sentence who may connect, once for those of which the same is so', () => {
    const notes = (...ingress: IngressFacts[]) =>
      exposureStateOf(
        { certificates: [certificate()], routes: [], ingress },
        { environment: 'prod', now },
      ).notes?.map(({ message }) => message);
    const one = (
      access: IngressFacts['access'],
      from: IngressFacts['from'] = [],
      workload = 'web',
    ) => ({ workload, access, from });
    expect(notes(one('open'), one('open', [], 'worker'))).toEqual([
      'Anybody may connect to the pods in prod: no NetworkPolicy limits it',
    ]);
    expect(
      notes(
        one('limited', [
          { who: 'namespace', name: 'gateways' },
          { who: 'service', name: 'orders' },
        ]),
        one('closed', [], 'worker'),
      ),
    ).toEqual([
      'Only namespace gateways and pods of orders may connect to the pods of web in prod, as NetworkPolicies have it',
      'Nobody may connect to the pods of worker in prod: NetworkPolicies allow nobody',
    ]);
    expect(notes()).toBeUndefined();
  });
});
