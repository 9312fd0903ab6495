import { timesOf, withBrowser } from './browsing.mjs';
import { withPortal } from './portal.mjs';
import { percentile } from './table.mjs';

const WARM = 2;
const SERVICE = 'payments';
const CARDS = ['Deployments', 'Delivery', 'Quotas', 'Scaling'];

const ms = value => `${Math.round(value)} ms`;

/** From the page's own content to cards that know what they say, in turn with the Kubernetes plugin's tab of the same service. */
export function entityPage({ say, runs }) {
  return withPortal(({ addresses }) =>
    withBrowser(addresses, async page => {
      const base = `${addresses.portal}/catalog/default/component/${SERVICE}`;
      const subjects = {
        Slipway: [base, ['cards', CARDS]],
        'the Kubernetes tab': [`${base}/kubernetes`, ['text', 'Your Clusters']],
      };
      const times = { Slipway: [], 'the Kubernetes tab': [] };
      const rounds = Math.min(runs, 20);
      for (let round = -WARM; round < rounds; round++) {
        for (const [name, [address, alive]] of Object.entries(subjects)) {
          say(`${name}, ${Math.max(0, round + 1)} of ${rounds}`);
          const seen = await timesOf(page, address, {
            own: ['heading', SERVICE],
            alive,
          });
          if (round >= 0) {
            times[name].push(Math.max(0, seen.alive - seen.own));
          }
        }
      }
      const told = (name, share) => ms(percentile(times[name], share));
      const [ours, theirs] = Object.keys(subjects);
      return [
        [
          'all cards alive after the page’s own content, median',
          told(ours, 0.5),
          `p95 ${told(ours, 0.95)}, of ${rounds} loads with a warm cache of ${
            CARDS.length
          } cards; aimed at: 300 ms; in turn with it the Kubernetes tab until its clusters stand there: median ${told(
            theirs,
            0.5,
          )}, p95 ${told(theirs, 0.95)}`,
        ],
      ];
    }),
  );
}
