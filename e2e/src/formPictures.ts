import type { Locator, Page } from 'playwright-core';
import type { Addresses } from './portal';

/* The form of each template, filled as a link to it can fill it, and a task that is done. */

const WIDE = { width: 1440, height: 1140 };
/** What has no preview beside it needs no more. */
const LOW = { width: 1280, height: 1020 };

const owner = 'group:default/team-web';

/** Those that make a service: what is asked besides name and owner. */
const making: Record<string, object> = {
  'http-api': { name: 'parcels', runtime: 'go', needs: ['postgres'] },
  'graphql-subgraph': { name: 'reviews' },
  'graphql-router': {
    name: 'shop-graph',
    subgraphs: ['component:default/payments'],
  },
  'grpc-api': { name: 'lanes', runtime: 'node' },
  realtime: { name: 'arrivals', runtime: 'python', needs: ['redis'] },
  worker: { name: 'receipts', runtime: 'kotlin', needs: ['rabbitmq'] },
  job: { name: 'statistics', runtime: 'python', schedule: '0 3 * * *' },
  web: { name: 'gift-shop' },
  'existing-image': { name: 'labels', image: 'ghcr.io/shop/labels:1.4.2' },
};

/** Those that change one that is there. */
const changing = (gitea: string): Record<string, object> => ({
  'existing-repository': { owner, url: `${gitea}/shop/payments` },
  'bring-version': {
    entity: 'component:default/payments',
    environment: 'prod',
    which: 'named',
    version: '0.1.5-g0000001',
  },
  'retire-service': { entity: 'component:default/payments', name: 'payments' },
});

export async function formPictures(
  page: Page,
  { portal, gitea }: Addresses,
  shot: (name: string, of?: Locator) => Promise<unknown>,
): Promise<void> {
  const open = async (template: string, data: object) => {
    const filled = encodeURIComponent(JSON.stringify(data));
    await page.goto(
      `${portal}/create/templates/default/${template}?formData=${filled}`,
    );
    await page.getByRole('button', { name: 'Review' }).waitFor();
  };
  await page.setViewportSize(LOW);
  for (const [template, data] of Object.entries(changing(gitea))) {
    await open(template, data);
    // A form fetches what it offers.
    await page.waitForTimeout(2_000);
    await shot(`${template}-form`);
  }
  await page.setViewportSize(WIDE);
  for (const [template, data] of Object.entries(making).reverse()) {
    await open(template, { owner, ...data });
    const preview = page.getByRole('region', { name: 'What you will get' });
    await preview.getByText('slipway.yaml').first().click();
    await preview.getByText('kind: Service').waitFor();
    await preview.getByText('At its largest it asks for').waitFor();
    await shot(`${template}-form`);
  }
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'Repository' }).first().waitFor();
  await shot('task-done');
}
