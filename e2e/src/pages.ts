import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** Where the walk leaves its pictures, if anyone wants them. */
const PICTURES = process.env.SLIPWAY_PICTURES;

/** The theme that the walk is walked in; changing it on the way would set forms back. */
export const THEME = process.env.SLIPWAY_THEME === 'dark' ? 'dark' : 'light';

export async function signIn(page: Page, portal: string): Promise<void> {
  await page.goto(portal);
  await page.getByText('For development only').waitFor();
  await picture(page, '1-sign-in');
  await page.getByRole('button', { name: 'Enter as guest' }).click();
  await page
    .getByRole('heading', { name: /Catalog/ })
    .first()
    .waitFor();
}

export async function openService(
  page: Page,
  portal: string,
  name: string,
): Promise<Locator> {
  await page.goto(`${portal}/catalog/default/component/${name}`);
  return deploymentsCard(page);
}

export async function deploymentsCard(page: Page): Promise<Locator> {
  const card = page.getByRole('region', { name: 'Deployments' });
  await card.waitFor();
  return card;
}

/** Whether a search comes to show it: what can be found is gathered once a minute. */
export async function untilFound(page: Page, text: Locator): Promise<boolean> {
  for (let i = 0; i < 8; i++) {
    const there = await text.waitFor({ timeout: 15_000 }).then(
      () => true,
      () => false,
    );
    if (there) {
      return true;
    }
    await page.reload();
  }
  return false;
}

/** Opens a list of a form, and takes one of what it then offers. */
export async function choose(
  page: Page,
  field: RegExp,
  option: RegExp,
): Promise<void> {
  const box = page.getByRole('combobox', { name: field });
  await box.click();
  await box.press('ArrowDown');
  await page.getByRole('option', { name: option }).click();
  // What arrives late may open the list anew, and an open list hides the rest of the page from its readers.
  await page
    .getByRole('listbox')
    .waitFor({ state: 'hidden', timeout: 3_000 })
    .catch(() => box.press('Escape'));
}

/** A name that the catalog has already is refused while it is typed, and by the form itself where somebody goes on. */
export async function isTaken(page: Page, name: string): Promise<void> {
  const text = `already a component '${name}'`;
  const note = page.locator('[aria-live=polite]', { hasText: text });
  await note.waitFor();
  await page.getByRole('button', { name: 'Review' }).click();
  // What is typed before the form has come to its end, it sets back.
  await note.waitFor({ state: 'hidden' });
  await page.getByText(text).first().waitFor();
}

/** One environment of the Deployments card. */
export function environment(card: Locator, name: string): Locator {
  return card
    .getByRole('listitem')
    .filter({ has: card.page().getByText(name, { exact: true }) })
    .first();
}

/** The page as it is, or what of it is seen at once. */
export async function picture(
  page: Page,
  name: string,
  fullPage = true,
): Promise<void> {
  if (PICTURES) {
    await mkdir(PICTURES, { recursive: true });
    if (fullPage) {
      // What stands still while the page scrolls would stand in the middle of it.
      await page.evaluate(() => window.scrollTo(0, 0));
    }
    await page.screenshot({
      path: join(PICTURES, `${name}-${THEME}.png`),
      fullPage,
      animations: 'disabled',
    });
  }
}

/**
 * Every distinct text that the page showed, in order: what somebody who watches would tell. The page and not an element
 * of it, since what shows a first answer need not be the element that showed that it waits for one.
 */
export async function watchText(
  page: Page,
): Promise<{ seen(): Promise<string[]> }> {
  await page.evaluate(() => {
    const seen: string[] = [];
    const note = () => {
      const text = document.body.innerText.trim();
      if (seen[seen.length - 1] !== text) {
        seen.push(text);
      }
    };
    note();
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    (window as any).seenByWalk = seen;
  });
  return { seen: () => page.evaluate(() => (window as any).seenByWalk) };
}
