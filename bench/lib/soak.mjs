import { setTimeout as wait } from 'node:timers/promises';
import { startWorld } from './state/world.mjs';
import { median, slope } from './table.mjs';

const SERVICES = 500;
/** A deploy each second, with its pods: a company that never rests. */
const CHANGES = 3_600;
/** Streams end after five to ten minutes; once in an hour a cluster has forgotten from where they would go on. */
const ENDS = 8;
const SAMPLES = 24;

const view = service =>
  `/api/slipway/v1/entities/component/default/svc-${service}/state`;
const MB = bytes => `${(bytes / 1e6).toFixed(1)} MB`;

/** What an hour of churn leaves behind, squeezed into some minutes. */
export async function soak({ say, part }) {
  const minutes = Number(part ?? 4);
  if (!(minutes > 0)) {
    throw new Error(`'${part}' is no number of minutes`);
  }
  const each = (minutes * 60_000) / SAMPLES;
  say('starts');
  const world = await startWorld({
    clusters: 2,
    services: SERVICES,
    holders: 2,
    turnover: true,
    // Sixty rounds are in an hour.
    slipway: { sources: { kubernetes: { every: { seconds: minutes } } } },
  });
  try {
    await world.get(view(0));
    await wait(15_000);
    const samples = [];
    for (let n = 0; n < SAMPLES; n++) {
      say(`${n + 1} of ${SAMPLES}`);
      await world.tell('churn', CHANGES / (minutes * 60));
      await wait(each / 2);
      if (n % (SAMPLES / ENDS) === 0) {
        await world.tell('end', n === SAMPLES / 2 ? 'gone' : 'well');
      }
      for (let service = 0; service < 5; service++) {
        await world.get(view((n * 5 + service) % SERVICES));
      }
      await wait(each / 2);
      // What is on its way is nobody's to keep.
      await world.tell('churn', 0);
      await wait(1_500);
      const { heap, handles, files, rss } = await world.processes('gc=1');
      const { changes, watches } = await world.clustersSay();
      samples.push({ changes, heap, handles, files, rss, watches });
    }
    // Until then caches fill, and code is compiled.
    const settled = samples.slice(SAMPLES / 4);
    const changes = settled.at(-1).changes - settled[0].changes;
    const row = (what, name, write) => {
      const values = settled.map(sample => sample[name]);
      const third = Math.floor(values.length / 3);
      const points = settled.map(sample => [sample.changes, sample[name]]);
      return [
        what,
        `${write(median(values.slice(0, third)))} to ${write(
          median(values.slice(-third)),
        )}`,
        `slope ${write(slope(points) * 1_000)} for 1,000 changes`,
      ];
    };
    const count = value => value.toFixed(1);
    const [heap, ...others] = [
      row('an hour of churn: heap after collection', 'heap', MB),
      row('an hour of churn: handles', 'handles', count),
      row('an hour of churn: open files, sockets among them', 'files', count),
      row('an hour of churn: watches', 'watches', count),
    ];
    heap[2] += `; ${changes} changes of ${SERVICES} services in ${minutes} minutes, all streams ended ${ENDS} times`;
    return [heap, ...others];
  } finally {
    world.stop();
  }
}
