import type { CertificateFacts, ExposureFacts } from '../facts';
import type { ExposureState } from '../states';
import { ingressNotes } from './ingress';
import { routeReasons } from './routes';
import type { RuleContext } from './rule';
import { ago, ahead, day, list, say, some } from './say';
import type { Finding } from './say';
import { secondsBetween } from './words';
import { verdictOf } from './worst';

const DAY = 86_400;
/** So long before its end somebody should look, where nobody says when it is to be renewed. */
const DUE_DAYS = 14;
/** What has been on its way for so many seconds does not come by itself. */
const ISSUING = 3_600;

/** Whether the service can be reached under its names, and for how long. */
export function exposureStateOf(
  facts: ExposureFacts,
  context: RuleContext,
): ExposureState {
  const certificates = facts.certificates.map(one => underWay(one, context));
  const reasons = [
    ...facts.routes.flatMap(route => routeReasons(route, context)),
    ...certificates.flatMap(one => certificateReasons(one, context)),
  ];
  const notes = ingressNotes(facts.ingress ?? [], context);
  return {
    ...facts,
    certificates,
    ...(notes.length > 0 && { notes }),
    verdict: verdictOf(
      reasons,
      facts.routes.length + facts.certificates.length,
    ),
  };
}

/** An operator waits for an issuer that is not there as long as for one that works, and says the same of both. */
function underWay(
  { issuingSince, ...certificate }: CertificateFacts,
  { now }: RuleContext,
): CertificateFacts {
  const { issuing, ...rest } = certificate;
  return issuing && issuingSince && secondsBetween(issuingSince, now) > ISSUING
    ? rest
    : certificate;
}

export function certificateReasons(
  certificate: CertificateFacts,
  { environment, now }: RuleContext,
): Finding[] {
  const { name, hosts, ready, reason, endsAt, issuer } = certificate;
  const of = some(hosts) || name;
  const left = endsAt ? secondsBetween(now, endsAt) : undefined;
  const evidence = say`Certificate ${name}: ${list([
    ready ? say`ready` : reason ?? say`not ready`,
    ...(endsAt ? [say`valid until ${day(endsAt)}`] : []),
    ...(issuer ? [say`from ${issuer}`] : []),
  ])}.`;
  const { gateway } = certificate;
  const remedy = gateway
    ? say`It is shown by gateway ${gateway}, and the platform's: tell the platform team.`
    : say`Look at the CertificateRequest and Order of ${name}; most often the issuer is not there or not ready, or the name does not point to the cluster.`;
  if (left !== undefined && left <= 0) {
    return [
      {
        code: 'certificate-over',
        state: 'failed',
        message: say`The certificate of ${of} in ${environment} ran out ${ago(
          left,
        )}`,
        evidence,
        remedy,
      },
    ];
  }
  if (left !== undefined && isDue(certificate, left, now)) {
    return [
      {
        code: 'certificate-due',
        state: 'degraded',
        message: say`The certificate of ${of} in ${environment} runs out ${ahead(
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
        message: say`The certificate of ${of} in ${environment} is being issued`,
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
          message: say`The certificate of ${of} in ${environment} could not be issued`,
          evidence,
          remedy,
        },
      ];
}

/** One that lives for a day is renewed in the last hours of it: its plan counts, and some patience. */
function isDue(
  { renewsAt, endsAt }: CertificateFacts,
  left: number,
  now: string,
): boolean {
  const reserve = renewsAt && endsAt ? secondsBetween(renewsAt, endsAt) : 0;
  return renewsAt && reserve > 0
    ? secondsBetween(renewsAt, now) > Math.min(DAY, reserve / 2)
    : left < DUE_DAYS * DAY;
}
