import type { CertificateFacts, ExposureFacts, RouteFacts } from '../facts';
import type { ExposureState } from '../states';
import type { Reason } from '../types';
import type { RuleContext } from './rule';
import { readableSpan, secondsBetween, some } from './words';
import { verdictOf } from './worst';

const DAY = 86_400;
/** So long before its end nobody has renewed it: somebody should look. */
const DUE_DAYS = 14;

/** Whether the service can be reached under its names, and for how long. */
export function exposureStateOf(
  facts: ExposureFacts,
  context: RuleContext,
): ExposureState {
  const reasons = [
    ...facts.routes.flatMap(route => routeReasons(route, context)),
    ...facts.certificates.flatMap(one => certificateReasons(one, context)),
  ];
  return {
    ...facts,
    verdict: verdictOf(
      reasons,
      facts.routes.length + facts.certificates.length,
    ),
  };
}

function routeReasons(
  { kind, name, hosts, accepted, unresolved, reason }: RouteFacts,
  { environment }: RuleContext,
): Reason[] {
  if (accepted !== false && unresolved) {
    return [
      {
        code: 'route-unresolved',
        state: 'failed',
        message: `${
          some(hosts) || name
        } of ${environment} leads to something that is not there`,
        evidence: `${kind} ${name}: references not resolved${
          reason ? `, ${reason}` : ''
        }.`,
        remedy: `Check that the Services which it names exist in ${environment}, under these ports.`,
      },
    ];
  }
  if (accepted !== false) {
    return [];
  }
  return [
    {
      code: 'route-refused',
      state: 'failed',
      message: `${environment} cannot be reached at ${
        some(hosts) || name
      }: the gateway did not take the route`,
      evidence: `${kind} ${name}: not accepted${reason ? `, ${reason}` : ''}.`,
      remedy: `Check expose for ${environment} in slipway.yaml against the gateway's listeners, or ask the platform team.`,
    },
  ];
}

function certificateReasons(
  certificate: CertificateFacts,
  { environment, now }: RuleContext,
): Reason[] {
  const { name, hosts, ready, reason, endsAt, renewsAt, issuer } = certificate;
  const of = some(hosts) || name;
  const left = endsAt ? secondsBetween(now, endsAt) : undefined;
  const evidence = [
    `Certificate ${name}: ${ready ? 'ready' : reason ?? 'not ready'}`,
    ...(endsAt ? [`valid until ${endsAt.slice(0, 10)}`] : []),
    ...(issuer ? [`from ${issuer}`] : []),
  ].join(', ');
  const remedy = `Look at the CertificateRequest and Order of ${name}; most often the name does not point to the cluster, or the issuer cannot reach it.`;
  if (left !== undefined && left <= 0) {
    return [
      {
        code: 'certificate-over',
        state: 'failed',
        message: `the certificate of ${of} in ${environment} ran out ${readableSpan(
          left,
        )} ago`,
        evidence: `${evidence}.`,
        remedy,
      },
    ];
  }
  const late = renewsAt !== undefined && secondsBetween(renewsAt, now) > DAY;
  if (left !== undefined && (left < DUE_DAYS * DAY || late)) {
    return [
      {
        code: 'certificate-due',
        state: 'degraded',
        message: `the certificate of ${of} in ${environment} runs out in ${readableSpan(
          left,
        )} and was not renewed`,
        evidence: `${evidence}.`,
        remedy,
      },
    ];
  }
  if (!ready && certificate.issuing) {
    return [
      {
        code: 'certificate-issuing',
        state: 'progressing',
        message: `the certificate of ${of} in ${environment} is being issued`,
        evidence: `${evidence}.`,
      },
    ];
  }
  return ready
    ? []
    : [
        {
          code: 'certificate-missing',
          // One that is still valid goes on serving.
          state: left === undefined ? 'failed' : 'degraded',
          message: `the certificate of ${of} in ${environment} could not be issued`,
          evidence: `${evidence}.`,
          remedy,
        },
      ];
}
