import { withBrowser } from './browsing.mjs';
import { withPortal } from './portal.mjs';
import { percentile } from './table.mjs';

const API = '/apis/apps/v1/namespaces/checkout-dev/deployments';
const NAME = 'measured';

/** From a change in the cluster to the text on the card, in a browser that looks at it. */
export function change({ say, runs }) {
  return withPortal(async ({ addresses }) => {
    const kubernetes = (method, path, body) =>
      fetch(`${addresses.kubernetes.local}${path}`, {
        method,
        headers: {
          authorization: 'Bearer sandbox-kubernetes',
          'content-type':
            method === 'PATCH'
              ? 'application/merge-patch+json'
              : 'application/json',
        },
        body: JSON.stringify(body),
      }).then(async answer => {
        if (!answer.ok) {
          throw new Error(await answer.text());
        }
      });
    const wanted = replicas =>
      kubernetes('PATCH', `${API}/${NAME}`, { spec: { replicas } });
    // A workload of its own, so that nothing in Git takes back what is measured.
    await kubernetes('POST', API, workload());

    return withBrowser(addresses, async page => {
      await page.goto(`${addresses.portal}/catalog/default/component/checkout`);
      const shown = replicas =>
        page.waitForFunction(
          text => document.body.textContent.includes(text),
          `of ${replicas} ready`,
          { polling: 'raf', timeout: 60_000 },
        );
      await shown(7);
      const times = [];
      for (let run = 0; run < runs; run++) {
        const replicas = run % 2 ? 7 : 8;
        say(`change ${run + 1} of ${runs}`);
        const from = performance.now();
        await wanted(replicas);
        await shown(replicas);
        times.push(performance.now() - from);
        // The cluster comes to rest before the next one.
        await page.waitForTimeout(1_500);
      }
      const told = share => `${Math.round(percentile(times, share))} ms`;
      return [
        [
          'change upstream to card, p95',
          told(0.95),
          `of ${runs} changes of a Deployment; until the text stands on the page`,
        ],
        ['change upstream to card, median', told(0.5), 'of the same'],
      ];
    });
  });
}

function workload() {
  const identity = {
    'slipway.dev/service': 'checkout',
    'slipway.dev/workload': NAME,
  };
  const labels = {
    ...identity,
    'slipway.dev/environment': 'dev',
    'backstage.io/kubernetes-id': 'checkout',
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: NAME, namespace: 'checkout-dev', labels },
    spec: {
      replicas: 7,
      selector: { matchLabels: identity },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'registry.example.org/shop/checkout:0.1.1-g0000000',
            },
          ],
        },
      },
    },
  };
}
