import { deployments, withPortal } from './portal.mjs';

const VIEWS = 100;
const WINDOW = 30_000;

/** What a hundred views of a page ask of the clusters, Argo CD and Git: beside what is asked anyway. */
export function views({ say }) {
  return withPortal(async ({ addresses, api }) => {
    const counted = async () =>
      (await (await fetch(`${addresses.control}/state`)).json()).requests;
    const asked = async work => {
      const before = await counted();
      const from = Date.now();
      await work();
      await new Promise(done => {
        setTimeout(done, WINDOW - (Date.now() - from));
      });
      const after = await counted();
      return Object.fromEntries(
        Object.keys(after).map(target => [
          target,
          after[target] - (before[target] ?? 0),
        ]),
      );
    };
    say('a quiet half minute');
    const quiet = await asked(async () => {});
    say(`a half minute with ${VIEWS} views`);
    let etag;
    const viewed = await asked(async () => {
      for (let view = 0; view < VIEWS; view++) {
        for (const name of ['payments', 'ledger']) {
          const answer = await api(deployments(name), {
            headers: view % 2 && etag ? { 'if-none-match': etag } : {},
          });
          etag = answer.headers.get('etag');
          await answer.arrayBuffer();
        }
      }
    });
    const sum = requests =>
      Object.values(requests).reduce((all, one) => all + one, 0);
    const told = requests =>
      Object.entries(requests)
        .map(([target, count]) => `${target} ${count}`)
        .join(', ');
    return [
      [
        `upstream requests that ${VIEWS} views cause`,
        String(Math.max(0, sum(viewed) - sum(quiet))),
        `30 s with views: ${told(viewed)}; 30 s without: ${told(quiet)}`,
      ],
    ];
  });
}
