import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A browser before the portal, signed in; with what a page can be asked about its own speed. */
export async function withBrowser(addresses, work) {
  const { launchBrowser } = require('../../e2e/src/browser.ts');
  const { signIn } = require('../../e2e/src/pages.ts');
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 1000 },
    });
    page.setDefaultTimeout(60_000);
    await page.addInitScript(watching);
    await signIn(page, addresses.portal);
    return await work(page);
  } finally {
    await browser.close();
  }
}

/** Runs in the page: frames and long tasks are noted as they come, and the frame in which something first stands there. */
function watching() {
  const noted = { frames: [], tasks: [], seen: {} };
  window.noted = noted;
  new PerformanceObserver(list =>
    list
      .getEntries()
      .forEach(({ startTime, duration }) =>
        noted.tasks.push({ at: startTime, took: duration }),
      ),
  ).observe({ type: 'longtask', buffered: true });

  const textOf = selector =>
    [...document.querySelectorAll(selector)].map(element =>
      element.textContent.trim(),
    );
  const sections = () =>
    [...document.querySelectorAll('section[aria-labelledby]')].map(element => ({
      title: document.getElementById(element.getAttribute('aria-labelledby'))
        ?.textContent,
      // A card is alive once it knows what it says.
      alive: element.getAttribute('aria-busy') !== 'true',
    }));
  const conditions = {
    heading: value => textOf('h1, h2').includes(value),
    text: value => document.body?.textContent.includes(value),
    cards: value =>
      value.every(card =>
        sections().some(({ title, alive }) => title === card && alive),
      ),
    rows: value =>
      document.querySelectorAll('table tbody tr a').length >= value,
  };
  const wanted = JSON.parse(sessionStorage.getItem('wanted') ?? '{}');
  const look = now => {
    noted.frames.push(now);
    for (const [name, [condition, value]] of Object.entries(wanted)) {
      if (!(name in noted.seen) && conditions[condition](value)) {
        noted.seen[name] = performance.now();
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Opens an address and tells when each of what is wanted first stood there, in milliseconds since the page was asked for. */
export async function timesOf(page, address, wanted) {
  await page.evaluate(
    text => sessionStorage.setItem('wanted', text),
    JSON.stringify(wanted),
  );
  await page.goto(address);
  await page.waitForFunction(
    count => Object.keys(window.noted.seen).length === count,
    Object.keys(wanted).length,
  );
  return page.evaluate(() => window.noted.seen);
}
