import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { openGallery, startGallery } from './gallery';

/* Pictures of every card in every state, both themes, wide and narrow, on one sheet; each page judged by axe-core. */

/** The host's own are not ours to judge. */
const RULES = {
  region: { enabled: false },
  'page-has-heading-one': { enabled: false },
  'landmark-unique': { enabled: false },
  // The same card in many states is many cards of one name.
  'landmark-no-duplicate-main': { enabled: false },
  'duplicate-id': { enabled: false },
};

interface Shot {
  name: string;
  query: string;
  width: number;
  /** It lies over the page: the window is what is to be seen. */
  over?: boolean;
}

const themes = ['light', 'dark'] as const;

/** What tells of many services. */
const lists = [
  'services',
  'quotas',
  'backups',
  'due',
  'sources',
  'services-card',
  'namespaces-card',
  'sources-card',
  'my-services',
  'search-result',
];

const dialogs = [
  ['log', 'loading', 'healthy', 'none', 'denied', 'unreachable'],
  ['view', 'healthy', 'trouble'],
];

const shots: Shot[] = [
  { name: 'wide', query: '', width: 3040 },
  { name: 'narrow', query: 'width=20rem', width: 2340 },
  { name: 'full', query: 'full&width=40rem', width: 4360 },
  { name: 'overview-1440', query: 'page=overview', width: 1260 },
  { name: 'overview-360', query: 'page=overview', width: 360 },
  {
    name: 'overview-healthy',
    query: 'page=overview&state=healthy',
    width: 1260,
  },
  { name: 'tab-1440', query: 'page=tab', width: 1460 },
  { name: 'tab-360', query: 'page=tab', width: 360 },
  { name: 'overview-rtl', query: 'page=overview&dir=rtl', width: 1260 },
  { name: 'tab-rtl', query: 'page=tab&dir=rtl', width: 1460 },
  ...lists.flatMap(list => [
    { name: `list-${list}-1440`, query: `list=${list}`, width: 1260 },
    { name: `list-${list}-360`, query: `list=${list}`, width: 360 },
  ]),
  ...dialogs.flatMap(([dialog, ...states]) =>
    states.map(state => ({
      name: `dialog-${dialog}-${state}`,
      query: `dialog=${dialog}&state=${state}`,
      width: state === 'healthy' ? 900 : 360,
      over: true,
    })),
  ),
];

async function violationsOn(page: Page, within: string): Promise<string[]> {
  await page.addScriptTag({ path: require.resolve('axe-core') });
  const question: [string, object] = [within, RULES];
  return page.evaluate(async ([where, rules]) => {
    const { violations } = await (window as any).axe.run(where, { rules });
    return violations.flatMap((violation: any) =>
      violation.nodes.map(
        (node: any) => `${violation.id}: ${node.failureSummary} ${node.html}`,
      ),
    );
  }, question);
}

async function shoot(
  browser: Browser,
  base: string,
  out: string,
  only: string | undefined,
): Promise<string[]> {
  const found: string[] = [];
  for (const theme of themes) {
    for (const { name, query, width, over } of shots) {
      const title = `${name}-${theme}`;
      if (only && !title.includes(only)) {
        continue;
      }
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme: theme,
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      page.on('pageerror', error => found.push(`${title}: ${error}`));
      const gallery = await openGallery(
        page,
        `${base}/?theme=${theme}&${query}`,
      );
      if (over) {
        await page.setViewportSize({ width, height: 600 });
      }
      await (over ? page : gallery).screenshot({
        path: join(out, `${title}.png`),
      });
      const violations = await violationsOn(
        page,
        over ? '[role=dialog]' : '[data-gallery]',
      );
      found.push(...violations.map(one => `${title}: ${one}`));
      await page.close();
      process.stdout.write(`${title}: ${violations.length} violations\n`);
    }
  }
  return found;
}

/** All of them side by side, as a page in the folder and as one picture. */
async function sheet(browser: Browser, out: string): Promise<void> {
  const figures = shots
    .filter(({ name }) => /^(wide|narrow|full|list-.*)$/.test(name))
    .flatMap(({ name }) => themes.map(theme => `${name}-${theme}`))
    .map(
      name =>
        `<figure><figcaption>${name}</figcaption><img src="${name}.png"></figure>`,
    );
  const file = join(out, 'sheet.html');
  await writeFile(
    file,
    `<!doctype html><style>body{font:14px system-ui;display:grid;grid-template-columns:1fr 1fr;gap:16px;align-items:start}figure{margin:0}img{width:100%}</style>${figures.join(
      '',
    )}`,
  );
  const page = await browser.newPage({
    viewport: { width: 2400, height: 900 },
  });
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.screenshot({ path: join(out, 'sheet.png'), fullPage: true });
  await page.close();
}

async function main([out = 'contact-sheet', only]: string[]): Promise<void> {
  await mkdir(out, { recursive: true });
  const { base, stop } = await startGallery();
  const browser = await launchBrowser();
  try {
    const found = await shoot(browser, base, out, only);
    if (!only) {
      await sheet(browser, out);
    }
    found.forEach(one => process.stderr.write(`${one}\n`));
    process.exitCode = found.length > 0 ? 1 : 0;
  } finally {
    await browser.close();
    await stop();
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
