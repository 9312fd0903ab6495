import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { openGallery, startGallery } from './gallery';

/* What is read from right to left is the mirror image of what is read from left to right: nothing overlaps, nothing is cut off, no arrow points back. */

interface Box {
  what: string;
  /** From the left, and from the right. */
  left: number;
  right: number;
  top: number;
}

const pages = [
  ['the cards of a service', 'page=overview', 1260],
  ['the cards of a service that is well', 'page=overview&state=healthy', 1260],
  ['its cards on a phone', 'page=overview', 360],
  ['its tab', 'page=tab', 1460],
  ['its tab on a phone', 'page=tab', 360],
  ['the services of the fleet page', 'list=services', 1260],
  ['those services on a phone', 'list=services', 360],
  ['its quotas', 'list=quotas', 1260],
  ['its backups', 'list=backups', 1260],
  ['what is due there', 'list=due', 1260],
  ['its sources', 'list=sources', 1260],
  ['services on the page of a system', 'list=services-card', 1260],
  ['results of a search', 'list=search-result', 1260],
  ['the form of a new service, beside what comes of it', 'form', 1460],
  ['that form on a phone', 'form', 360],
  ['the last lines of a container', 'dialog=log', 1260],
  ['those lines on a phone', 'dialog=log', 360],
  ['why there are none', 'dialog=log&state=denied', 1260],
  ['the question before something is done', 'dialog=act', 1260],
  ['the name of a view', 'dialog=view&state=trouble', 1260],
  ['that name on a phone', 'dialog=view&state=trouble', 360],
] as const;

/** What is ours on a page: its cards or its form, and what a click opened above them. */
const OURS = ['[data-gallery]', '[role=dialog]'];

/** Where everything stands within its card or page, in the order of the document: what is around them is the host's. */
function boxes(page: Page): Promise<Box[]> {
  return page.evaluate(ours => {
    const isLine = (element: Element) =>
      /^inline|^contents$/.test(getComputedStyle(element).display);
    // Within a line the language decides, in lines of code nobody does; a drawing is one thing, and what is hidden has no place.
    const NOT_OURS = 'pre, svg > *, [data-testid=hidden-select-container]';
    return [...document.querySelectorAll(ours.map(one => `${one} *`).join())]
      .filter(
        one =>
          !isLine(one) &&
          !one.closest(NOT_OURS) &&
          one.getClientRects().length > 0,
      )
      .map(one => {
        const around = one
          .closest(['article', 'main', ...ours].join())!
          .getBoundingClientRect();
        const { left, right, top } = one.getBoundingClientRect();
        return {
          what: `${one.tagName} "${one.textContent!.slice(0, 40)}"`,
          left: left - around.left,
          right: around.right - right,
          top: top - around.top,
        };
      });
  }, OURS);
}

/** Texts of which the last letter stands before the first: `rc.2-1.15.0`, `MiB 256`, `.It runs out of memory`. */
function turnedAround(page: Page): Promise<string[]> {
  return page.evaluate(ours => {
    const dialog = document.querySelector(ours[1]);
    const texts = document.createTreeWalker(
      dialog ?? document.querySelector(ours[0])!,
      NodeFilter.SHOW_TEXT,
    );
    const found: string[] = [];
    while (texts.nextNode()) {
      const node = texts.currentNode as Text;
      const at = (letter: number) => {
        const range = document.createRange();
        range.setStart(node, letter);
        range.setEnd(node, letter + 1);
        return range.getBoundingClientRect();
      };
      const length = node.data.trimEnd().length;
      const [first, last] = [at(0), at(Math.max(0, length - 1))];
      if (first.top === last.top && first.left > last.left) {
        found.push(node.data);
      }
    }
    return found;
  }, OURS);
}

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

async function look<T>(
  query: string,
  width: number,
  at: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  });
  // Ages are as long in both.
  await page.clock.setFixedTime(new Date('2026-11-20T10:00:00Z'));
  await openGallery(page, `${gallery.base}/?${query}`);
  const found = await at(page);
  await page.close();
  return found;
}

const near = (one: number, other: number) => Math.abs(one - other) < 2;

it.each(pages)(
  'From right to left %s are the mirror image',
  async (_, query, width) => {
    const one = await look(query, width, boxes);
    const other = await look(`${query}&dir=rtl`, width, boxes);
    expect(one.length).toBeGreaterThan(query.startsWith('dialog') ? 5 : 90);
    expect(other.map(({ what }) => what)).toEqual(one.map(({ what }) => what));
    const differs = other.flatMap(({ what, left, right, top }, index) => {
      const image = one[index];
      return near(left, image.right) &&
        near(right, image.left) &&
        near(top, image.top)
        ? []
        : `${what}: ${[left, right, top]}, not ${[
            image.right,
            image.left,
            image.top,
          ]}`;
    });
    expect(differs).toEqual([]);
  },
);

it.each(pages)(
  'There %s say what they say anywhere',
  async (_, query, width) => {
    expect(await look(`${query}&dir=rtl`, width, turnedAround)).toEqual([]);
  },
);
