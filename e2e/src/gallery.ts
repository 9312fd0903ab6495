import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Locator, Page } from 'playwright-core';

const PLUGIN = resolve(__dirname, '../../plugins/slipway');
const TOKENS = resolve(__dirname, '../../packages/app/src/theme/tokens.css');

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

/** The page that has every card in every state, served until it is stopped. */
export async function startGallery(): Promise<{
  base: string;
  stop(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-cards-'));
  await bundle(folder);
  const server = await serve(folder);
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens it, in a window as high as what is in it: the host's layout scrolls within the window. */
export async function openGallery(
  page: Page,
  address: string,
): Promise<Locator> {
  await page.goto(address);
  await page
    .locator('[data-state] :is([aria-busy=true], section, a), [role=dialog]')
    .first()
    .waitFor();
  // What all cards are told comes at once; this is for their fonts.
  await page.waitForTimeout(500);
  const gallery = page.locator('[data-gallery]');
  const { height } = (await gallery.boundingBox())!;
  await page.setViewportSize({
    width: page.viewportSize()!.width,
    height: Math.ceil(height) + 100,
  });
  return gallery;
}
