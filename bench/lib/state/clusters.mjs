import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { objectsOf } from './objects.mjs';

/*
 * Stand-ins for clusters, of which nothing but the answers is real: over HTTPS with an own authority, as slow as they are
 * told to be. One process serves them all; another port tells how often they were asked, and changes things.
 */

const { key, cert, clusters, services, holders, pods, turnover } = JSON.parse(
  process.argv[2],
);

const state = { requests: 0, delay: 0, held: false, version: 1000, changes: 0 };
const changed = new Map();
const watches = new Set();
const waiting = [];

const paths = {
  '/api/v1/pods': 'Pod',
  '/api/v1/services': 'Service',
  '/api/v1/configmaps': 'ConfigMap',
  '/api/v1/limitranges': 'LimitRange',
  '/api/v1/resourcequotas': 'ResourceQuota',
  '/apis/apps/v1/deployments': 'Deployment',
  '/apis/apps/v1/replicasets': 'ReplicaSet',
  '/apis/apps/v1/statefulsets': 'StatefulSet',
  '/apis/apps/v1/daemonsets': 'DaemonSet',
  '/apis/batch/v1/jobs': 'Job',
  '/apis/batch/v1/cronjobs': 'CronJob',
  '/apis/autoscaling/v2/horizontalpodautoscalers': 'HorizontalPodAutoscaler',
  '/apis/networking.k8s.io/v1/ingresses': 'Ingress',
};
const apis = ['apps/v1', 'batch/v1', 'autoscaling/v2', 'networking.k8s.io/v1'];

/** Each service is held by so many clusters, one after the other. */
const holds = (cluster, service) =>
  (cluster - service + clusters * services) % clusters < holders;

const mine = Array.from({ length: clusters }, (_, cluster) =>
  Array.from({ length: services }, (__, service) => service).filter(service =>
    holds(cluster, service),
  ),
);

function chosen(cluster, selector) {
  const [, value] = (selector ?? '').split('=');
  if (value === undefined) {
    return mine[cluster];
  }
  const service = Number(/^svc-(\d+)$/.exec(value)?.[1] ?? -1);
  return service >= 0 && holds(cluster, service) ? [service] : [];
}

function objects(kind, cluster, service) {
  const generation = changed.get(`${cluster}/${service}`) ?? 0;
  return objectsOf(kind, { cluster, service, pods, generation, turnover });
}

/** All requests, those for one path, or none. */
const isHeld = path => [true, path].includes(state.held);

async function answer(cluster, request, response) {
  state.requests += 1;
  const url = new URL(request.url, 'https://stub');
  const query = url.searchParams;
  if (isHeld(url.pathname)) {
    await new Promise(go => waiting.push({ path: url.pathname, go }));
  }
  if (state.delay) {
    await new Promise(go => setTimeout(go, state.delay));
  }
  const send = body => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(text);
  };
  if (url.pathname === '/apis') {
    send({
      kind: 'APIGroupList',
      groups: apis.map(groupVersion => ({ versions: [{ groupVersion }] })),
    });
    return;
  }
  const kind = paths[url.pathname];
  if (!kind) {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end('{"kind":"Status","status":"Failure","code":404}');
    return;
  }
  if (query.get('watch')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const watch = { cluster, kind, response };
    watches.add(watch);
    response.on('close', () => watches.delete(watch));
    return;
  }
  const all = chosen(cluster, query.get('labelSelector'));
  const from = Number(query.get('continue') ?? 0);
  const size = Number(query.get('limit') ?? all.length * 10) || 1;
  const perService = Math.max(1, objects(kind, cluster, 0).length);
  const count = Math.max(1, Math.floor(size / perService));
  const items = all
    .slice(from, from + count)
    .flatMap(service => objects(kind, cluster, service));
  const more = from + count < all.length;
  send(
    `{"kind":"${kind}List","metadata":{"resourceVersion":"${state.version}"${
      more ? `,"continue":"${from + count}"` : ''
    }},"items":[${items.join(',')}]}`,
  );
}

/** A new version of a service in one cluster. */
function change(cluster, service) {
  state.version += 1;
  state.changes += 1;
  const at = `${cluster}/${service}`;
  const tell = (type, kind) => {
    for (const object of objects(kind, cluster, service)) {
      for (const watch of watches) {
        if (watch.cluster === cluster && watch.kind === kind) {
          watch.response.write(`{"type":"${type}","object":${object}}\n`);
        }
      }
    }
  };
  const others = turnover ? ['ReplicaSet', 'Pod'] : [];
  others.forEach(kind => tell('DELETED', kind));
  changed.set(at, (changed.get(at) ?? 0) + 1);
  others.forEach(kind => tell('ADDED', kind));
  for (const kind of turnover ? ['Deployment'] : ['ReplicaSet', 'Deployment']) {
    tell('MODIFIED', kind);
  }
  return changed.get(at);
}

/** All streams end, as they do after some minutes; or what they would go on from is gone. */
function end(how) {
  for (const { response } of [...watches]) {
    response.end(
      how === 'gone'
        ? '{"type":"ERROR","object":{"kind":"Status","code":410}}\n'
        : undefined,
    );
  }
}

setInterval(() => {
  for (const { kind, response } of watches) {
    response.write(
      `{"type":"BOOKMARK","object":{"kind":"${kind}","metadata":{"resourceVersion":"${state.version}"}}}\n`,
    );
  }
}, 20_000);

let churning;
const commands = {
  delay: ms => {
    state.delay = ms;
  },
  hold: held => {
    state.held = held;
    for (const one of waiting.splice(0)) {
      if (isHeld(one.path)) {
        waiting.push(one);
      } else {
        one.go();
      }
    }
  },
  churn: perSecond => {
    clearInterval(churning);
    if (perSecond) {
      churning = setInterval(() => {
        const cluster = Math.floor(Math.random() * clusters);
        const of = mine[cluster];
        change(cluster, of[Math.floor(Math.random() * of.length)]);
      }, 1000 / perSecond);
    }
  },
  change: ([cluster, service]) => change(cluster, service),
  end,
};

const tls = { key: readFileSync(key), cert: readFileSync(cert) };
const servers = Array.from({ length: clusters }, (_, cluster) =>
  createServer(tls, (request, response) =>
    answer(cluster, request, response).catch(() => response.destroy()),
  ),
);
const control = createPlain((request, response) => {
  const [name, value] = Object.entries(
    Object.fromEntries(new URL(request.url, 'http://stub').searchParams),
  )[0] ?? [undefined];
  const said = name ? commands[name](JSON.parse(value)) : undefined;
  response.end(
    JSON.stringify({
      requests: state.requests,
      changes: state.changes,
      watches: watches.size,
      said,
    }),
  );
});

const listening = [control, ...servers].map(
  server =>
    new Promise(done => {
      server.keepAliveTimeout = 60_000;
      server.listen(0, '127.0.0.1', () => done(server.address().port));
    }),
);
const [controlPort, ...ports] = await Promise.all(listening);
process.send({ control: `http://127.0.0.1:${controlPort}`, ports });
