import type { Finding, Service } from '@slipway/model';

/**
 * Findings without those that the service has an exception for, and with those exceptions whose day has passed.
 * `today` is a date such as 2026-11-21.
 */
export function withExceptions(
  findings: readonly Finding[],
  service: Service,
  today: string,
): Finding[] {
  const exceptions = service.spec.exceptions ?? [];
  const current = exceptions.filter(({ until }) => until >= today);
  const left = findings.filter(
    finding =>
      !current.some(
        ({ rule, object }) =>
          finding.rule === rule && (!object || speaksOf(finding, object)),
      ),
  );
  return [
    ...left,
    ...exceptions
      .filter(({ until }) => until < today)
      .map(({ rule, reason, until }) => ({
        rule: 'exception.expired',
        severity: 'error' as const,
        message: `the exception from ${rule} ended on ${until} (${reason})`,
        remedy: 'Mend what it is about and remove it, or give it a new day',
        path: 'spec.exceptions',
      })),
  ];
}

/** Messages name objects as `Deployment 'payments'`. */
function speaksOf({ message }: Finding, object: string): boolean {
  const [kind, name] = object.split('/');
  return message.includes(`${kind} '${name}'`);
}
