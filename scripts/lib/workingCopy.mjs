import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * The files of this checkout as they are, in a temporary folder: what is changed there is changed nowhere else. The
 * dependencies are those of this checkout; the workspaces among them are the copy's own.
 */
export function workingCopy() {
  const copy = mkdtempSync(join(tmpdir(), 'slipway-copy-'));
  const files = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
  )
    .toString()
    .split('\0')
    .filter(file => file && existsSync(join(ROOT, file)));
  for (const file of files) {
    const target = join(copy, file);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(ROOT, file), target);
  }
  linkModules('.', copy);
  for (const group of ['packages', 'plugins']) {
    readdirSync(join(ROOT, group))
      .map(name => join(group, name))
      .filter(folder => existsSync(join(ROOT, folder, 'node_modules')))
      .forEach(folder => linkModules(folder, copy));
  }
  return {
    folder: copy,
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}

function linkModules(folder, copy) {
  linkAll(
    join(ROOT, folder, 'node_modules'),
    join(copy, folder, 'node_modules'),
  );
}

function linkAll(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    if (entry.isSymbolicLink()) {
      // A workspace, by its place beside this one.
      const target = readlinkSync(source);
      symlinkSync(isAbsolute(target) ? source : target, join(to, entry.name));
    } else if (entry.name === '@slipway') {
      linkAll(source, join(to, entry.name));
    } else {
      symlinkSync(source, join(to, entry.name));
    }
  }
}
