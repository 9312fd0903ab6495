import { setTimeout as wait } from 'node:timers/promises';
import { startWorld } from './state/world.mjs';
import { percentile } from './table.mjs';

const REQUESTS = 120;
const SERVICES = 1_000;

/** A portal that stands still for seconds loses connections to itself: that is a result, and no reason to end. */
const failures = ({ failed }) =>
  failed > 0 ? ` (${failed} of ${REQUESTS} failed)` : '';

const ms = value => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const PODS = '/api/v1/pods';
const MB = value => `${Math.round(value / 1e6)} MB`;
const kB = value => `${(value / 1000).toFixed(1)} kB`;

const view = service =>
  `/api/slipway/v1/entities/component/default/svc-${service}/state`;

/** Asks so many times, so many at once, each time for another service. */
async function load(ask, concurrency, requests = REQUESTS) {
  const answers = [];
  let next = 0;
  const worker = async () => {
    while (next < requests) {
      const number = next;
      next += 1;
      answers.push(await ask((number * 7919) % SERVICES));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const good = answers.filter(({ status }) => status === 200);
  if (good.length === 0) {
    const [{ status, text }] = answers;
    throw new Error(`answered ${status}: ${text.slice(0, 300)}`);
  }
  const times = good.map(({ took }) => took);
  return {
    failed: answers.length - good.length,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    raw: percentile(
      good.map(({ raw }) => raw),
      0.5,
    ),
    sent: percentile(
      good.map(({ sent }) => sent),
      0.5,
    ),
  };
}

/** Until services are known in each of their environments: the catalog takes its time, too. */
async function untilKnown(world, say, services) {
  const sample = Array.from({ length: 40 }, (_, i) =>
    Math.floor(((i + 0.5) * services) / 40),
  );
  for (const service of sample) {
    for (;;) {
      const { status, text } = await world.get(view(service));
      const known =
        status === 200 &&
        JSON.parse(text).environments.every(
          ({ deployments, exposure }) =>
            deployments.answer === 'data' && exposure.answer === 'data',
        );
      if (known) {
        break;
      }
      say(`waits for service ${service} of ${services}: ${status}`);
      await wait(1_000);
    }
  }
}

/** Until the back end has read all entities of the catalog. */
async function untilListed(world, say, services) {
  for (;;) {
    const { text } = await world.get('/api/slipway/v1/fleet');
    if (JSON.parse(text).total >= services) {
      return;
    }
    say('waits for the catalog');
    await wait(2_000);
  }
}

/** Until all that is read of clusters was read once, judged and written: then it is said. */
async function untilRead(world, which = () => true) {
  for (;;) {
    const { text } = await world.get('/api/slipway/v1/sources');
    const clusters = JSON.parse(text).sources.filter(
      ({ id }) => id.startsWith('kubernetes/') && which(id),
    );
    if (clusters.length && clusters.every(({ state }) => state === 'ok')) {
      return;
    }
    await wait(500);
  }
}

async function views({ say }, clusters) {
  const holders = Math.min(3, clusters);
  say(`${clusters} clusters: starts`);
  const world = await startWorld({ clusters, services: SERVICES, holders });
  const rows = [];
  try {
    await untilKnown(world, say, SERVICES);
    await untilListed(world, say, SERVICES);
    await wait(5_000);
    const subjects = {
      floor: service => world.get(`/api/floor/view/svc-${service}`),
      Slipway: service => world.get(view(service)),
      'the Kubernetes plugin': service =>
        world.post(`/api/kubernetes/services/svc-${service}`, {
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: `svc-${service}`,
              annotations: { 'backstage.io/kubernetes-id': `svc-${service}` },
            },
          },
          auth: {},
        }),
    };
    for (const delay of [20, 100]) {
      await world.tell('delay', delay);
      for (const concurrency of [1, 16]) {
        const cells = {};
        for (const [name, ask] of Object.entries(subjects)) {
          say(
            `${clusters} clusters, ${delay} ms, ${concurrency} at once: ${name}`,
          );
          await load(ask, concurrency, 20);
          const [before, asked] = [
            await world.processes(),
            await world.asked(),
          ];
          cells[name] = await load(ask, concurrency);
          const after = await world.processes();
          cells[name].cpu = (after.cpu - before.cpu) / REQUESTS;
          cells[name].upstream = ((await world.asked()) - asked) / REQUESTS;
        }
        const { floor, Slipway, ['the Kubernetes plugin']: other } = cells;
        rows.push([
          `${clusters} clusters, ${delay} ms away, ${concurrency} at once: p50 / p95`,
          `${ms(Slipway.p50)} / ${ms(Slipway.p95)}${failures(Slipway)}`,
          `floor ${ms(floor.p50)} / ${ms(floor.p95)}${failures(floor)}; ` +
            `the Kubernetes plugin ${ms(other.p50)} / ${ms(
              other.p95,
            )}${failures(other)}: ` +
            `${(other.p95 / Slipway.p95).toFixed(1)} times; CPU a view ${ms(
              Slipway.cpu,
            )} beside ${ms(other.cpu)}; ` +
            `${kB(Slipway.raw)}, compressed ${kB(Slipway.sent)}, beside ${kB(
              other.raw,
            )}, ${kB(other.sent)}; ` +
            `upstream requests a view ${Slipway.upstream.toFixed(
              1,
            )} beside ${other.upstream.toFixed(1)}`,
        ]);
      }
    }
    await world.tell('delay', 0);
    say(`${clusters} clusters: 50 changes a second`);
    await world.tell('churn', 50);
    await wait(3_000);
    const busy = await load(subjects.Slipway, 1);
    rows.push([
      `${clusters} clusters, 50 changes a second: p50 / p95`,
      `${ms(busy.p50)} / ${ms(busy.p95)}${failures(busy)}`,
      `views of ${REQUESTS} services, one after the other`,
    ]);
    rows.push(await changes(world, { say, clusters }));
    await world.tell('churn', 0);
    return rows;
  } finally {
    world.stop();
  }
}

/** From a change in a cluster until an answer has it, beside all the others. */
async function changes(world, { say, clusters }) {
  const times = [];
  for (let n = 0; n < 30; n++) {
    say(`change ${n + 1} of 30`);
    const service = (n * 31) % SERVICES;
    const cluster = service % clusters;
    const { said } = await world.tell('change', [cluster, service]);
    const from = performance.now();
    for (;;) {
      const { text } = await world.get(view(service));
      const { deployments } = JSON.parse(text).environments[0];
      const [, minor] = deployments.value.workloads[0].version.split('.');
      if (Number(minor) >= said) {
        break;
      }
      await wait(10);
    }
    times.push(performance.now() - from);
  }
  return [
    `${clusters} clusters: from a change in a cluster to the answer, p95`,
    ms(percentile(times, 0.95)),
    `of 30, beside 50 others a second; median ${ms(percentile(times, 0.5))}`,
  ];
}

/** What 30,000 pods of one cluster cost in memory, and the portal while they are read. */
async function memory({ say }) {
  const services = 10_000;
  say('30,000 pods: starts');
  const world = await startWorld({
    clusters: 1,
    services,
    holders: 1,
    entities: 10,
    held: true,
  });
  const heap = async reset =>
    (await world.processes(`gc=1&reset=${reset}`)).heap;
  try {
    await wait(8_000);
    // What the machine itself makes of a portal that has nothing to do.
    await world.processes('reset=delay');
    await wait(10_000);
    const { delay: idle } = await world.processes();
    const empty = await heap('all');
    say('30,000 pods: all else is read');
    await world.tell('hold', PODS);
    // Deployments, ReplicaSets, StatefulSets and Jobs are followed then.
    while ((await world.clustersSay()).watches < 4) {
      await wait(500);
    }
    await untilRead(world, id => /\/(exposure|scaling|quota)$/.test(id));
    const without = await heap('delay');
    await wait(500);
    say('30,000 pods: are read');
    const { cpu } = await world.processes();
    const from = performance.now();
    await world.tell('hold', false);
    await untilRead(world);
    const took = performance.now() - from;
    const during = await world.processes();
    const after = await heap('delay');
    const each = (bytes, of) => kB(bytes / of);
    const pods = services * 3;
    return [
      [
        'heap for each of 30,000 pods',
        each(after - without, pods),
        `and for each of their ${services} services, with all else that is kept of it, ${each(
          without - empty,
          services,
        )}; ${MB(after - empty)} in all, at its peak ${MB(
          during.peak - empty,
        )} more than before`,
      ],
      [
        'event loop of the portal while they are read, p99',
        ms(during.delay.p99),
        `at most ${ms(during.delay.max)}; before, with nothing to do, ${ms(
          idle.p99,
        )} and ${ms(idle.max)}; for ${Math.round(
          took / 1_000,
        )} s, until all was written, ${Math.round(
          (during.cpu - cpu) / 1_000,
        )} s of one core`,
      ],
    ];
  } finally {
    world.stop();
  }
}

/** Lists over 5,000 services in three environments each. */
async function fleet({ say }) {
  const services = 5_000;
  say('the fleet: starts');
  const world = await startWorld({
    clusters: 3,
    services,
    holders: 3,
    pods: 1,
  });
  try {
    await untilKnown(world, say, services);
    const queries = [
      'sort=verdict',
      'owner=group%3Adefault%2Fteam-7&sort=changed',
      'search=svc-49&environment=env-1',
      'verdict=failed',
      'cluster=c2&system=system-12&sort=-name',
    ];
    await untilListed(world, say, services);
    await world.tell('churn', 50);
    const found = await load(
      number => world.get(`/api/slipway/v1/fleet?${queries[number % 5]}`),
      1,
    );
    return [
      [
        'a page of the fleet of 5,000 services × 3: p50 / p95',
        `${ms(found.p50)} / ${ms(found.p95)}${failures(found)}`,
        `five questions in turn, beside 50 changes a second; ${kB(
          found.raw,
        )}, compressed ${kB(found.sent)}`,
      ],
    ];
  } finally {
    world.stop();
  }
}

const parts = {
  views1: context => views(context, 1),
  views20: context => views(context, 20),
  memory,
  fleet,
};

/** What reading, keeping and asking for the state of services costs, beside what does it without keeping. */
export async function state(context) {
  if (context.part && !Object.hasOwn(parts, context.part)) {
    const known = Object.keys(parts).join(', ');
    throw new Error(`There is no part '${context.part}'. Known: ${known}.`);
  }
  const rows = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (!context.part || context.part === name) {
      rows.push(...(await measure(context)));
    }
  }
  return rows;
}
