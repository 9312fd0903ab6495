import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { timesOf, withBrowser } from './browsing.mjs';
import { withPortal } from './portal.mjs';
import { percentile } from './table.mjs';

const require = createRequire(import.meta.url);

const SERVICES = 5_000;
const UPDATES = 100;
const WATCHED = 35_000;
const CLOSELY = 15_000;
const FRAME = 1000 / 60;

const ms = value => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** A back end's answers for so many services, some of which change each second. */
function fleetOf() {
  const {
    fleetEnvironment,
    fleetPage,
    fleetService,
  } = require('../../plugins/slipway/src/__testUtils__/fleet.ts');
  const services = Array.from({ length: SERVICES }, (_, number) =>
    fleetService(
      `svc-${number}`,
      ['dev', 'staging', 'prod'].map(name =>
        fleetEnvironment(name, { versions: [`1.0.${number % 50}`] }),
      ),
      {
        owners: [`group:default/team-${number % 40}`],
        system: `system:default/system-${number % 60}`,
      },
    ),
  );
  const whole = fleetPage(services);
  return {
    /** Changes so many of some of them, and names those; of none it names what is not there. */
    update(count, some = services.keys()) {
      const places = [...some];
      return Array.from({ length: count }, () => {
        if (places.length === 0) {
          return 'component:default/elsewhere';
        }
        const at = places[Math.floor(Math.random() * places.length)];
        const [environment] = services[at].environments;
        services[at] = {
          ...services[at],
          environments: [
            { ...environment, ready: (environment.ready % 2) + 1 },
            ...services[at].environments.slice(1),
          ],
        };
        return services[at].entityRef;
      });
    },
    answer(address) {
      const { searchParams } = new URL(address);
      const named = new Set(searchParams.getAll('entity'));
      if (named.size > 0) {
        const found = services.filter(one => named.has(one.entityRef));
        return { ...whole, total: found.length, services: found };
      }
      const from = Number(searchParams.get('cursor') ?? 0);
      const to = from + Number(searchParams.get('limit') ?? 100);
      return {
        ...whole,
        services: services.slice(from, to),
        ...(to < SERVICES && { next: String(to) }),
      };
    },
  };
}

/** The fleet page with thousands of services: its first rows, what a scroll costs, memory, and updates without end. */
export function fleetPage({ say }) {
  return withPortal(({ addresses }) =>
    withBrowser(addresses, async page => {
      const fleet = fleetOf();
      let reads = 0;
      let socket;
      await page.routeWebSocket('**/api/signals', opened => {
        socket = opened;
      });
      await page.route('**/api/slipway/v1/fleet?*', route => {
        reads += 1;
        return route.fulfill({ json: fleet.answer(route.request().url()) });
      });
      const address = `${addresses.portal}/fleet/services`;
      const firsts = [];
      for (let round = 0; round < 7; round++) {
        say(`first rows, ${round + 1} of 7`);
        const { own, rows } = await timesOf(page, address, {
          own: ['heading', 'Services'],
          rows: ['rows', 10],
        });
        firsts.push(Math.max(0, rows - own));
      }
      const devTools = await page.context().newCDPSession(page);
      await devTools.send('Performance.enable');
      const scripted = async () =>
        (await devTools.send('Performance.getMetrics')).metrics.find(
          ({ name }) => name === 'ScriptDuration',
        ).value * 1000;
      const noted = from =>
        page.evaluate(
          since => ({
            now: performance.now(),
            tasks: window.noted.tasks.filter(({ at }) => at >= since),
            frames: window.noted.frames.filter(at => at >= since),
          }),
          from,
        );

      say('scrolls until all are there');
      const list = page.getByRole('group', { name: 'Services' });
      await list.hover();
      const { now: begin } = await noted(0);
      const all = SERVICES.toLocaleString('en');
      const shown = page.getByText(`${all} of ${all} services`);
      while ((await shown.count()) === 0) {
        await page.mouse.wheel(0, 3_000);
        await wait(50);
      }
      const { tasks: loading } = await noted(begin);
      await page.evaluate(() => {
        document.querySelector(
          '[role=group] table',
        ).parentElement.scrollTop = 0;
      });
      await wait(1_000);
      say('scrolls');
      const { now: scroll } = await noted(begin);
      for (let step = 0; step < 100; step++) {
        await page.mouse.wheel(0, 200);
        await wait(30);
      }
      const { tasks: scrolling, frames } = await noted(scroll);
      const gaps = frames.slice(1).map((at, index) => at - frames[index]);
      const dropped = gaps.reduce(
        (all, gap) => all + Math.max(0, Math.round(gap / FRAME) - 1),
        0,
      );

      await devTools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devTools.send('Runtime.getHeapUsage');

      const longest = tasks => Math.max(0, ...tasks.map(({ took }) => took));
      /** What the page costs while these change, and it is told so as a portal's signals tell it. */
      const whileTheyChange = async (how, time, some) => {
        say(`${how}, for ${time / 1000} s`);
        const readsBefore = reads;
        const scriptBefore = await scripted();
        const { now: live } = await noted(0);
        const timer = setInterval(() => {
          for (const entityRef of fleet.update(UPDATES / 10, some)) {
            const message = { entityRef, revision: 1 };
            socket?.send(JSON.stringify({ channel: 'slipway', message }));
          }
        }, 100);
        await wait(time);
        clearInterval(timer);
        const script = (await scripted()) - scriptBefore;
        const { tasks } = await noted(live);
        const batches = Math.max(1, reads - readsBefore);
        return [
          `${how}: script for each batch`,
          ms(script / batches),
          `${batches} answers in ${time / 1000} s and ${ms(
            script,
          )} of script, everything in the page counted; longest task ${ms(
            longest(tasks),
          )}, ${tasks.length} above 50 ms; aimed at: 6 ms, none above 50 ms`,
        ];
      };
      const [, , elsewhere] = await whileTheyChange(
        `${UPDATES} a second of services that are not there`,
        CLOSELY,
        [],
      );
      const anywhere = await whileTheyChange(
        `${UPDATES} updates a second`,
        WATCHED,
      );
      const drawn = await page
        .locator('tbody tr[aria-rowindex]')
        .evaluateAll(rows =>
          rows.map(row => row.querySelector('th a').textContent),
        );
      const inSight = await whileTheyChange(
        `${UPDATES} a second of the ${drawn.length} rows that are drawn`,
        CLOSELY,
        drawn.map(name => Number(name.slice('svc-'.length))),
      );
      return [
        [
          `first rows of ${SERVICES} services, median`,
          ms(percentile(firsts, 0.5)),
          `after the heading of the list stood there, of 7 loads, at most ${ms(
            Math.max(...firsts),
          )}; the answers were put into the page, what the back end takes for them is in \`state\`; aimed at: 500 ms`,
        ],
        [
          'scrolling through them',
          `${dropped} frames dropped`,
          `of ${
            frames.length
          }, 20,000 pixels in 100 turns of the wheel; longest task ${ms(
            longest(scrolling),
          )} (0 ms: none above 50 ms), while the pages came in ${ms(
            longest(loading),
          )}`,
        ],
        [
          'heap with all of them',
          `${Math.round(usedSize / 2 ** 20)} MB`,
          'after garbage collection, of the whole page; aimed at: 80 MB',
        ],
        anywhere,
        inSight,
        [
          'beside it: told of as many that are not there',
          '',
          `${elsewhere}: what the signals, the measure and the page itself cost in those rows, too`,
        ],
      ];
    }),
  );
}
