import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const INSTALLED = [
  process.env.SLIPWAY_BROWSER,
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

// The browser asks nothing of the outside: no update, no service of its maker.
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** An installed Chrome or Chromium, else the one that comes from npm (Linux). */
async function browserPath(): Promise<string> {
  const installed = INSTALLED.find(path => path && existsSync(path));
  if (installed) {
    return installed;
  }
  // A module of the new kind, which cannot be loaded inside of a test.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());",
    ],
    // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
    { cwd: __dirname },
  );
  return stdout.trim();
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: ARGS });
}
