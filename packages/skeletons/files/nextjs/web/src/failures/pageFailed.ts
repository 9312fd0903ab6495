import { Counter } from 'prom-client';
import { logAt } from '../core/log.ts';

const log = logAt('error');

const failures = new Counter({
  name: 'page_failures_total',
  help: 'Pages, actions and route handlers that threw.',
  labelNames: ['route'],
});

/** The digest is all that the visitor sees of the error. */
export function pageFailed(error: unknown, path: string, route: string): void {
  failures.inc({ route });
  log.error({ error, path, route }, 'page failed');
}
