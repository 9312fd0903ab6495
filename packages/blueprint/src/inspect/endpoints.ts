import { pathsOf, textOf } from './found';
import type { Files, Seen } from './found';

export interface Endpoints {
  liveness?: string;
  readiness?: string;
  metrics?: string;
  seen: Seen[];
}

const sources = /\.(go|[cm]?[jt]sx?|py|kt|java|ya?ml|properties|rb|rs|php|cs)$/;
const tests =
  /(^|\/)(tests?|__tests__)\/|[._-](test|spec)\.|_test\.|Test\.(kt|java)$/;

/** What people call them, the plainest first. */
const paths = {
  liveness: [
    '/healthz',
    '/livez',
    '/health/live',
    '/actuator/health/liveness',
    '/live',
    '/health',
    '/api/healthz',
    '/api/health',
    '/actuator/health',
    '/-/healthy',
    '/ping',
  ],
  readiness: [
    '/readyz',
    '/health/ready',
    '/actuator/health/readiness',
    '/ready',
    '/readiness',
    '/-/ready',
  ],
  metrics: ['/metrics', '/actuator/prometheus'],
};

const words = {
  liveness: 'tells its health',
  readiness: 'tells whether it takes requests',
  metrics: 'has metrics',
};

/** The paths that the source answers, as far as they stand in it as text. */
export function endpointsOf(files: Files): Endpoints {
  const candidates = pathsOf(files, sources).filter(path => !tests.test(path));
  const look = (path: string) =>
    candidates.find(candidate => {
      const text = textOf(files, candidate)!;
      return [
        `"${path}"`,
        `'${path}'`,
        `\`${path}\``,
        ` ${path}"`,
        ` ${path}'`,
      ].some(quoted => text.includes(quoted));
    });
  const found: Endpoints = { seen: [] };
  for (const kind of ['liveness', 'readiness', 'metrics'] as const) {
    for (const path of paths[kind]) {
      const by = look(path);
      if (by) {
        found[kind] = path;
        found.seen.push({ what: `${words[kind]} at ${path}`, by });
        break;
      }
    }
  }
  return found;
}
