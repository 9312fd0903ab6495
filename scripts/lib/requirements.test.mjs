import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderFor } from '../testing/folder.mjs';
import { hasProgram, missingRequirements } from './requirements.mjs';

const debian = { platform: 'linux', release: 'ID=debian\n' };
const all = () => true;
const but =
  (...names) =>
  name =>
    !names.includes(name);
const there = async () => true;
const notThere = async () => false;

test('nothing is missing where all is there, and nobody is asked for a prebuilt SQLite', async () => {
  const missing = await missingRequirements({
    has: all,
    system: debian,
    sqliteIsThere: () => assert.fail('asked'),
  });
  assert.deepEqual(missing, []);
});

test('git is named with its remedy', async () => {
  const [git] = await missingRequirements({
    has: but('git'),
    system: debian,
    sqliteIsThere: there,
  });
  assert.match(git, /^git is missing.*apt-get install git$/);
});

test('a compiler is asked for only where no prebuilt SQLite can be had', async () => {
  const options = { has: but('python3'), system: debian };
  assert.deepEqual(
    await missingRequirements({ ...options, sqliteIsThere: there }),
    [],
  );
  const [compiler] = await missingRequirements({
    ...options,
    sqliteIsThere: notThere,
  });
  assert.match(compiler, /C\+\+ toolchain.*build-essential python3$/);
});

test('any of the common compilers will do', async () => {
  const missing = await missingRequirements({
    has: but('c++', 'g++'),
    system: debian,
    sqliteIsThere: notThere,
  });
  assert.deepEqual(missing, []);
});

test('everything that is missing is told at once', async () => {
  const missing = await missingRequirements({
    has: () => false,
    system: debian,
    sqliteIsThere: notThere,
    nodeVersion: '18.20.0',
  });
  assert.equal(missing.length, 3);
  assert.match(missing[0], /^Node 18\.20\.0 is too old/);
});

for (const [release, remedy] of [
  ['ID=ubuntu\nID_LIKE=debian\n', /apt-get install git/],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', /dnf install git/],
  ['ID=alpine\n', /apk add git/],
  ['ID=arch\n', /pacman -S git/],
  ['ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', /zypper install git/],
  ['NAME="Debian-like"\nID=nixos\n', /your system's package manager/],
  ['', /your system's package manager/],
]) {
  test(`the remedy of ${
    release.split('\n')[0] || 'an unknown system'
  }`, async () => {
    const [git] = await missingRequirements({
      has: but('git'),
      system: { platform: 'linux', release },
      sqliteIsThere: there,
    });
    assert.match(git, remedy);
  });
}

test('the remedy on macOS is one for both', async () => {
  const missing = await missingRequirements({
    has: () => false,
    system: { platform: 'darwin', release: '' },
    sqliteIsThere: notThere,
  });
  assert.ok(missing.every(line => line.endsWith('xcode-select --install')));
});

test('a program is looked for on the PATH, and has to be one', t => {
  const folder = folderFor(t, { git: '#!/bin/sh\n' });
  assert.equal(hasProgram('git', `/nowhere:${folder}`), true);
  assert.equal(hasProgram('make', folder), false);
});
