import type { CertificateFacts, ExposureFacts, RouteFacts } from '../facts';
import type { ExposureState } from '../states';
import type { RuleContext } from './rule';
import { ago, ahead, day, list, say, some } from './say';
import type { Finding } from './say';
import { secondsBetween } from './words';
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
): Finding[] {
  if (accepted !== false && unresolved) {
    return [
      {
        code: 'route-unresolved',
        state: 'failed',
        message: say`${
          some(hosts) || name
        } of ${environment} leads to something that is not there`,
        evidence: say`${kind} ${name}: references not resolved${
          reason ? say`, ${reason}` : ''
        }.`,
        remedy: say`Check that the Services which it names exist in ${environment}, under these ports.`,
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
      message: say`${environment} cannot be reached at ${
        some(hosts) || name
      }: the gateway did not take the route`,
      evidence: say`${kind} ${name}: not accepted${
        reason ? say`, ${reason}` : ''
      }.`,
      remedy: say`Check expose for ${environment} in slipway.yaml against the gateway's listeners, or ask the platform team.`,
    },
  ];
}

export function certificateReasons(
  certificate: CertificateFacts,
  { environment, now }: RuleContext,
): Finding[] {
  const { name, hosts, ready, reason, endsAt, renewsAt, issuer } = certificate;
  const of = some(hosts) || name;
  const left = endsAt ? secondsBetween(now, endsAt) : undefined;
  const evidence = say`Certificate ${name}: ${list([
    ready ? say`ready` : reason ?? say`not ready`,
    ...(endsAt ? [say`valid until ${day(endsAt)}`] : []),
    ...(issuer ? [say`from ${issuer}`] : []),
  ])}.`;
  const remedy = say`Look at the CertificateRequest and Order of ${name}; most often the name does not point to the cluster, or the issuer cannot reach it.`;
  if (left !== undefined && left <= 0) {
    return [
      {
        code: 'certificate-over',
        state: 'failed',
        message: say`the certificate of ${of} in ${environment} ran out ${ago(
          left,
        )}`,
        evidence,
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
        message: say`the certificate of ${of} in ${environment} runs out ${ahead(
          left,
        )} and was not renewed`,
        evidence,
        remedy,
      },
    ];
  }
  if (!ready && certificate.issuing) {
    return [
      {
        code: 'certificate-issuing',
        state: 'progressing',
        message: say`the certificate of ${of} in ${environment} is being issued`,
        evidence,
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
          message: say`the certificate of ${of} in ${environment} could not be issued`,
          evidence,
          remedy,
        },
      ];
}
