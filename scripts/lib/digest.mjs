import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

const LEFT_OUT = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/** One digest over files and folders: the same content, the same digest. */
export function digest(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(p => filesOf(join(root, p))).sort()) {
    hash
      .update(relative(root, path))
      .update('\0')
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    return [];
  }
  return stat.isFile()
    ? [path]
    : readdirSync(path)
        .filter(name => !LEFT_OUT.has(name))
        .flatMap(name => filesOf(join(path, name)));
}

/** Whether a stamp file holds this digest. */
export function isStamped(file, value) {
  try {
    return readFileSync(file, 'utf8') === value;
  } catch {
    return false;
  }
}

export function stamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}
