import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { breakIt } from './breaks';
import { launchBrowser } from './browser';
import { formPictures } from './formPictures';
import { openService, signIn } from './pages';
import { startPortal } from './portal';

/* The pictures of docs/: the demo as it is some minutes after its start, and every form. */

/** A page as a desk has it, and as much as one screen of a laptop holds. */
const PAGE = { width: 1440, height: 1000 };
const LAPTOP = { width: 1280, height: 800 };

/** What is told of a service once all of it was read, its commits last, and how much of its page is shown. */
const services: [
  picture: string,
  service: string,
  told: RegExp,
  height?: number,
][] = [
  ['service-page', 'ledger', /by .* ago/],
  ['tour-canary', 'vouchers', /goes on in/],
  ['tour-backup', 'stock', /runs failed in a row/, 1290],
  ['tour-cluster-down', 'recommend', /us-1 cannot be read since/],
];

/** One service as three plugins show it, for docs/compare.md. */
async function compare(
  page: Page,
  portal: string,
  shot: (name: string, of?: Locator) => Promise<unknown>,
): Promise<void> {
  const service = 'ledger';
  await page.setViewportSize(LAPTOP);
  const card = await openService(page, portal, service);
  await card.getByText(/cannot pull the image/).waitFor();
  await card
    .getByText(/by .* ago/)
    .first()
    .waitFor();
  await shot('compare-slipway');

  const argocd = page.getByText('ArgoCD overview');
  await argocd.waitFor();
  await page.getByText(`${service}-prod`).first().waitFor();
  await argocd.scrollIntoViewIfNeeded();
  // The card has no role: what is around both its title and its table.
  await shot(
    'compare-argocd',
    argocd.locator('xpath=ancestor::*[.//table][1]'),
  );

  await page.getByText('Kubernetes', { exact: true }).first().click();
  await page.getByText('Your Clusters').waitFor();
  await page
    .getByText(/pods? with errors/)
    .first()
    .waitFor();
  await shot('compare-kubernetes');
}

/** The fleet, some services and what a morning begins with, as somebody sees them who walks through the demo. */
async function tour(
  page: Page,
  portal: string,
  shot: (name: string) => Promise<unknown>,
): Promise<void> {
  const at = async (path: string, told: Locator, height = PAGE.height) => {
    await page.setViewportSize({ ...PAGE, height });
    await page.goto(`${portal}${path}`);
    await told.first().waitFor();
  };
  await at('/fleet/services', page.getByText(/^\d+ of 25 services/));
  await shot('fleet-page');
  await at('/fleet/due', page.getByRole('table').getByText('accounts'), 700);
  await shot('tour-due');
  for (const [name, service, told, height = PAGE.height] of services) {
    await page.setViewportSize({ ...PAGE, height });
    await openService(page, portal, service);
    await page.getByText(told).first().waitFor();
    await shot(name);
  }
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await at(
    '/catalog/default/component/payments/slipway',
    timeline.getByRole('button', { name: /→/ }),
  );
  await timeline.scrollIntoViewIfNeeded();
  await shot('tour-timeline');
  await at(
    '/home',
    page.getByRole('region', { name: 'My services' }).getByRole('link'),
    700,
  );
  await shot('tour-home');
}

async function main([out = 'pictures']: string[]): Promise<void> {
  await mkdir(out, { recursive: true });
  const portal = await startPortal();
  const browser = await launchBrowser();
  const { addresses } = portal;
  const visit = async (colorScheme: 'light' | 'dark') => {
    const page = await browser.newPage({ viewport: PAGE, colorScheme });
    page.setDefaultTimeout(180_000);
    await signIn(page, addresses.portal);
    const ending = colorScheme === 'dark' ? '-dark' : '';
    const shot = (name: string, of: Page | Locator = page) =>
      of.screenshot({
        path: join(out, `${name}${ending}.png`),
        animations: 'disabled',
      });
    return { page, shot };
  };
  try {
    const { page, shot } = await visit('light');
    await breakIt(addresses, { break: 'cluster-down', cluster: 'us-1' });
    await tour(page, addresses.portal, shot);
    await compare(page, addresses.portal, shot);
    await formPictures(page, addresses, shot);
    const dark = await visit('dark');
    await tour(dark.page, addresses.portal, dark.shot);
  } finally {
    await browser.close();
    await portal.stop();
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
