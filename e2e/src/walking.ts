import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { THEME } from './pages';
import { startPortal, type Addresses } from './portal';

export interface Walking {
  addresses: Addresses;
  page: Page;
  /** For clones. */
  folder: string;
  /** What went wrong in a page on the way. */
  problems: string[];
  stop(): Promise<void>;
}

/** A portal of its own, and somebody before it. */
export async function startWalking(
  width: number,
  frontEnd?: string,
): Promise<Walking> {
  const { addresses, stop } = await startPortal(frontEnd);
  return { addresses, ...(await before(width, stop)) };
}

/** Somebody before a portal that is there already, and is ended when he goes. */
export async function before(
  width: number,
  end: () => Promise<void>,
): Promise<Omit<Walking, 'addresses'>> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-walk-git-'));
  const browser = await launchBrowser();
  const page = await browser.newPage({
    viewport: { width, height: 1000 },
    colorScheme: THEME,
  });
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(String(error)));
  return {
    page,
    folder,
    problems,
    async stop() {
      await browser.close();
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
