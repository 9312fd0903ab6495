import type { Instrumentation } from 'next';
import { Counter } from 'prom-client';
import { logAt } from './src/core/log.ts';

const log = logAt('error');

const failures = new Counter({
  name: 'page_failures_total',
  help: 'Pages, actions and route handlers that threw.',
  labelNames: ['route'],
});

/** Next calls this for what a page throws; the digest is all that the visitor sees of it. */
export const onRequestError: Instrumentation.onRequestError = (error, { path }, { routePath }) => {
  failures.inc({ route: routePath });
  log.error({ err: error, path, route: routePath }, 'page failed');
};
