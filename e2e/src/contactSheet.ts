import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import { startGallery } from './gallery';
import { look, oursIn, shots, themes, violationsOn } from './shots';

/* Pictures of every card in every state, both themes, wide and narrow, on one sheet; each page judged by axe-core. */

async function shoot(
  browser: Browser,
  base: string,
  out: string,
  only: string | undefined,
): Promise<string[]> {
  const found: string[] = [];
  for (const theme of themes) {
    for (const shot of shots) {
      const title = `${shot.name}-${theme}`;
      if (only && !title.includes(only)) {
        continue;
      }
      const violations = await look(browser, base, shot, theme, async page => {
        const seen = shot.over ? page : page.locator('[data-gallery]');
        await seen.screenshot({ path: join(out, `${title}.png`) });
        return violationsOn(page, oursIn(shot));
      });
      found.push(...violations.map(one => `${title}: ${one}`));
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
