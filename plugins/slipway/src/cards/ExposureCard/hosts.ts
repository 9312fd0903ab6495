import type {
  CertificateFacts,
  ExposureState,
  RouteFacts,
} from '@slipway/plugin-slipway-common';
import type { Shape } from '../../elements/Verdict';

const DAY_MS = 24 * 3600_000;

/** A host under which the service is reached, with the certificate that speaks for it. */
export interface Host {
  key: string;
  host?: string;
  shape: Shape;
  route?: RouteFacts;
  certificate?: CertificateFacts;
}

/** A certificate for `*.example.org` is one for `pay.example.org`, too. */
function covers(certificate: CertificateFacts, host: string): boolean {
  return certificate.hosts.some(
    one => one === host || one === host.replace(/^[^.]+/, '*'),
  );
}

export function hostsOf(
  { routes, certificates }: ExposureState,
  { now, dueDays }: { now: number; dueDays: number },
): Host[] {
  const served = routes.flatMap((route, index) =>
    (route.hosts.length > 0 ? route.hosts : [undefined]).map(host => {
      const certificate =
        host === undefined
          ? undefined
          : certificates.find(one => covers(one, host));
      return {
        key: `${route.kind} ${route.name} ${index} ${host ?? ''}`,
        ...(host !== undefined && { host }),
        route,
        ...(certificate && { certificate }),
      };
    }),
  );
  const told = new Set(served.flatMap(({ certificate }) => certificate ?? []));
  const alone = certificates
    .filter(one => !told.has(one))
    .map((certificate, index) => ({
      key: `Certificate ${certificate.name} ${index}`,
      host: certificate.hosts[0] ?? certificate.name,
      certificate,
    }));
  return [...served, ...alone].map(host => ({
    ...host,
    shape: shapeOf(host, now, dueDays),
  }));
}

function shapeOf(
  { route, certificate }: Pick<Host, 'route' | 'certificate'>,
  now: number,
  dueDays: number,
): Shape {
  if (route?.accepted === false) {
    return 'failed';
  }
  if (!certificate) {
    return 'healthy';
  }
  const { endsAt, renewsAt, ready, issuing } = certificate;
  const left = endsAt ? Date.parse(endsAt) - now : undefined;
  if (left !== undefined && left <= 0) {
    return 'failed';
  }
  const renews = renewsAt ? Date.parse(renewsAt) : now;
  // One that lives for a day is never far from its end.
  const planned = left !== undefined && renews > now && renews < now + left;
  if (left !== undefined && left < dueDays * DAY_MS && !planned) {
    return 'degraded';
  }
  if (!ready) {
    if (issuing) {
      return 'progressing';
    }
    return left === undefined ? 'failed' : 'degraded';
  }
  return 'healthy';
}
