import { withPortal } from './portal.mjs';
import { percentile } from './table.mjs';

const TIMES = 80;

/** What somebody waits for who types into the form: values that were never seen before, one file opened. */
export function preview({ say }) {
  return withPortal(async ({ api }) => {
    const ask = async number => {
      const from = performance.now();
      const answer = await api('/api/slipway/v1/create/preview', {
        method: 'POST',
        body: JSON.stringify({
          values: {
            name: `measured-${number}`,
            owner: 'group:default/team-pay',
            runtime: number % 2 ? 'go' : 'node',
            type: 'http',
            needs: ['postgres'],
          },
          open: 'README.md',
        }),
      });
      const { files } = await answer.json();
      return { files, took: performance.now() - from };
    };
    say('the first ones');
    const { took: first, files } = await ask(0);
    const times = [];
    for (let number = 1; number <= TIMES; number++) {
      say(`${number} of ${TIMES}`);
      times.push((await ask(number)).took);
    }
    const told = share => `${Math.round(percentile(times, share))} ms`;
    return [
      [
        'Preview, round trip, p95',
        told(0.95),
        `${TIMES} forms one after the other, ${
          files.length
        } files each; median ${told(0.5)}, the very first ${Math.round(
          first,
        )} ms`,
      ],
    ];
  });
}
