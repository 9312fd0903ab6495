import { KubernetesStub, json } from './KubernetesStub';

const gone = {
  type: 'ERROR',
  object: { kind: 'Status', code: 410, reason: 'Expired' },
};

/** How a server says that the version asked for is too old. */
export const waysToBeGone: [string, (stub: KubernetesStub) => void][] = [
  [
    'as an HTTP status',
    (s: KubernetesStub) => {
      s.endWatches('destroy');
      let once = true;
      s.onWatch = (_, res) => {
        const first = once;
        once = false;
        if (first) {
          json(res, 410, { kind: 'Status', code: 410 });
        }
        return first;
      };
    },
  ],
  [
    'as an event, then closed',
    (s: KubernetesStub) => {
      s.write(`${JSON.stringify(gone)}\n`);
      s.endWatches('end');
    },
  ],
  [
    'as an event, with the connection left open',
    (s: KubernetesStub) => s.write(`${JSON.stringify(gone)}\n`),
  ],
];

/** Status and body of a list, and what they mean: state and reason. */
export const badAnswers: [number, object, string, string][] = [
  [500, { kind: 'Status' }, 'unreachable', 'answered 500'],
  [429, { kind: 'Status' }, 'unreachable', 'answered 429'],
  [302, {}, 'unreachable', 'answered 302'],
  [401, { kind: 'Status' }, 'denied', 'answered 401'],
  [403, { kind: 'Status' }, 'denied', 'answered 403'],
  [200, {}, 'unreachable', 'the answer is not what Kubernetes sends'],
  [
    200,
    { kind: 'List', metadata: { resourceVersion: '1' }, items: [{ foo: 1 }] },
    'unreachable',
    'the answer is not what Kubernetes sends',
  ],
  [
    500,
    { error: { message: 'connect ECONNREFUSED 10.0.0.1:6443' } },
    'unreachable',
    'connection refused',
  ],
  [
    404,
    { error: { message: "Cluster 'eu-1' not found" } },
    'unreachable',
    'the Kubernetes back end of this portal does not know it',
  ],
];
