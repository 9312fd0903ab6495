import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from outside: a gateway or an ingress says for whom it asks, and the cluster asks for nobody. Outside
 * nobody is told what is measured, nor where readiness looks for what it needs.
 */
export function isPassedOn(headers: IncomingHttpHeaders): boolean {
  return 'x-forwarded-for' in headers || 'forwarded' in headers;
}
