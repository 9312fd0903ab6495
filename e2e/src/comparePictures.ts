import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from './browser';
import { openService, signIn } from './pages';
import { startPortal } from './portal';

/* Pictures for docs/compare.md: one service as three plugins show it, each as much as one screen of a laptop holds. */

const SERVICE = 'ledger';
const SCREEN = { width: 1280, height: 800 };

async function main([out = 'compare']: string[]): Promise<void> {
  await mkdir(out, { recursive: true });
  const portal = await startPortal();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({
      viewport: SCREEN,
      colorScheme: 'light',
    });
    page.setDefaultTimeout(60_000);
    const shot = (name: string) =>
      page.screenshot({
        path: join(out, `compare-${name}.png`),
        animations: 'disabled',
      });
    await signIn(page, portal.addresses.portal);

    const card = await openService(page, portal.addresses.portal, SERVICE);
    await card.getByText(/cannot pull the image/).waitFor();
    await shot('slipway');

    const argocd = page.getByText('ArgoCD overview');
    await argocd.waitFor();
    await page.getByText(`${SERVICE}-prod`).first().waitFor();
    await argocd.scrollIntoViewIfNeeded();
    // The card has no role: what is around both its title and its table.
    await argocd
      .locator('xpath=ancestor::*[.//table][1]')
      .screenshot({ path: join(out, 'compare-argocd.png') });

    await page.getByText('Kubernetes', { exact: true }).first().click();
    await page.getByText('Your Clusters').waitFor();
    await page
      .getByText(/pods? with errors/)
      .first()
      .waitFor();
    await shot('kubernetes');
  } finally {
    await browser.close();
    await portal.stop();
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
