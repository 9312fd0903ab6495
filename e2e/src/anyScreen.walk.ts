import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { openGallery, startGallery } from './gallery';

/* Every screen, and paper: nothing has to be pushed aside to be seen, and what is to be known is said. */

const TROUBLES = [
  /staging fails/,
  /prod differs from Git/,
  /prod can scale to 7 of 10: memory ends first/,
  /The last backup of db in prod is 2 days old/,
  /kv\/apps\/payments\/acquirer.*runs out in 3 days/,
];
const SERVICES = [/need attention/, /Needs attention/, /As it should be/];

const pages = [
  ['the cards of a service', 'page=overview', TROUBLES],
  ['its tab', 'page=tab', TROUBLES],
  ['the services of the fleet page', 'list=services', SERVICES],
  ['what is due there', 'list=due', [/Certificate/, /Secret/]],
] as const;

let browser: Browser;
let gallery: Awaited<ReturnType<typeof startGallery>>;
beforeAll(async () => {
  gallery = await startGallery();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await gallery.stop();
});

async function open(
  query: string,
  width: number,
  how: Parameters<Browser['newPage']>[0] = {},
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    ...how,
  });
  await openGallery(page, `${gallery.base}/?${query}`);
  return page;
}

/** What is wider than the room that it has, but for what scrolls for itself. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (one: Element | null): boolean =>
      one !== null &&
      (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX) ||
        scrolls(one.parentElement));
    const room = document.documentElement.clientWidth + 1;
    const found = [...document.querySelectorAll('[data-gallery] *')].filter(
      one => {
        const { left, right, width } = one.getBoundingClientRect();
        return (
          width > 0 &&
          (right > room || left < -1) &&
          !scrolls(one.parentElement)
        );
      },
    );
    return found.map(
      one => `${one.tagName} "${one.textContent!.trim().slice(0, 40)}"`,
    );
  });
}

async function holds(page: Page, words: readonly RegExp[]) {
  expect(await tooWide(page)).toEqual([]);
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  const said = (await page.locator('[data-gallery]').innerText()).replace(
    /\s+/g,
    ' ',
  );
  words.forEach(word => expect(said).toMatch(word));
}

describe.each([360, 2560])('On a screen of %d px', width => {
  it.each(pages)('%s has all it says in sight', async (_, query, words) => {
    const page = await open(query, width);
    await holds(page, words);
    await page.close();
  });
});

it.each(pages)(
  'With colours that the system forces %s says it all, and shapes stay seen',
  async (_, query, words) => {
    const page = await open(query, 1280, { forcedColors: 'active' });
    await holds(page, words);
    const unseen = await page.evaluate(() =>
      [...document.querySelectorAll('[data-gallery] svg')]
        .filter(svg => svg.getClientRects().length > 0)
        .filter(svg => {
          const ground = getComputedStyle(document.body).backgroundColor;
          return [svg, ...svg.querySelectorAll('*')]
            .map(one => getComputedStyle(one))
            .every(({ stroke, fill }) =>
              [stroke, fill].every(ink => ink === 'none' || ink === ground),
            );
        })
        .map(svg => svg.outerHTML.slice(0, 80)),
    );
    expect(unseen).toEqual([]);
    await page.close();
  },
);

it('On paper the services of the fleet page are all there, and nothing that is for a screen alone', async () => {
  const page = await open('list=services', 1000);
  const shown = await page
    .locator('[data-state=trouble]')
    .getByRole('row')
    .count();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await holds(page, SERVICES);
  const trouble = page.locator('[data-state=trouble]');
  expect(await trouble.getByRole('row').count()).toBeGreaterThanOrEqual(shown);
  expect(await trouble.getByRole('searchbox').isVisible()).toBe(false);
  await page.close();
});
