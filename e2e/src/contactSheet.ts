import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';

/* Pictures of every card in every state, both themes, wide and narrow, on one sheet; each page judged by axe-core. */

const PLUGIN = resolve(__dirname, '../../plugins/slipway');
const TOKENS = resolve(__dirname, '../../packages/app/src/theme/tokens.css');

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
}

const themes = ['light', 'dark'] as const;

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
];

/** The plugin's development page, as files. */
async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: [join(PLUGIN, 'dev/index.tsx')],
    bundle: true,
    outdir: folder,
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    loader: { '.svg': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl' },
  });
  const tokens = await readFile(TOKENS, 'utf8');
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title><link rel="stylesheet" href="index.css"><style>${tokens}
body { margin: 0; padding: 12px; background: var(--bui-bg-app); color: var(--bui-fg-primary); font-family: var(--bui-font-regular); }</style>
<div id="root"></div><script type="module" src="index.js"></script></html>`,
  );
}

async function serve(folder: string): Promise<Server> {
  const types: Record<string, string> = {
    html: 'text/html',
    js: 'text/javascript',
    css: 'text/css',
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = /^\/[\w.-]+$/.test(pathname)
      ? pathname.slice(1)
      : 'index.html';
    try {
      const content = await readFile(join(folder, file));
      const type = types[file.split('.').pop() ?? ''] ?? 'text/plain';
      response.writeHead(200, { 'content-type': type }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return server;
}

async function violationsOn(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: require.resolve('axe-core') });
  return page.evaluate(async rules => {
    const { violations } = await (window as any).axe.run('[data-gallery]', {
      rules,
    });
    return violations.flatMap((violation: any) =>
      violation.nodes.map(
        (node: any) => `${violation.id}: ${node.failureSummary} ${node.html}`,
      ),
    );
  }, RULES);
}

async function shoot(
  browser: Browser,
  base: string,
  out: string,
  only: string | undefined,
): Promise<string[]> {
  const found: string[] = [];
  for (const theme of themes) {
    for (const { name, query, width } of shots) {
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
      await page.goto(`${base}/?theme=${theme}&${query}`);
      await page
        .locator('[data-state] :is([aria-busy=true], section)')
        .first()
        .waitFor();
      // What all cards are told comes at once; this is for their fonts.
      await page.waitForTimeout(500);
      // The host's layout scrolls within the window: a window as high as what is in it shows all.
      const gallery = page.locator('[data-gallery]');
      const { height } = (await gallery.boundingBox())!;
      await page.setViewportSize({ width, height: Math.ceil(height) + 100 });
      await gallery.screenshot({ path: join(out, `${title}.png`) });
      const violations = await violationsOn(page);
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
    .filter(({ name }) => ['wide', 'narrow', 'full'].includes(name))
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
  const folder = await mkdtemp(join(tmpdir(), 'slipway-cards-'));
  await mkdir(out, { recursive: true });
  await bundle(folder);
  const server = await serve(folder);
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
