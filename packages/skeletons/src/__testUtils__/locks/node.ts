import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { render } from '../rendered';
import { mergeLocks } from './merge';
import type { Entries, Merged } from './merge';
import { lockAll, variantsOf } from './variants';

const FILE = 'package-lock.json';

interface Package {
  resolved?: string;
  [field: string]: unknown;
}

/** package-lock.json, as npm has it for what each service depends on. It names no registry: each has its own. */
export async function lockNode(common: string): Promise<void> {
  const locked = await lockAll({
    runtime: 'node',
    shapes: {
      'shapes.http or shapes.worker': 'http',
      'shapes.grpc': 'grpc',
      'shapes.realtime': 'realtime',
    },
    files: [FILE],
    lock: npmLock,
    read: async folder => ({ [FILE]: await entriesOf(join(folder, FILE)) }),
  });
  const entries = mergeLocks(
    locked.all[FILE],
    variantsOf(locked, FILE),
    // What runs wins against what only checks: the one has no word for it.
    (one, other) => markers(one) - markers(other),
  );
  const text = `{
  "name": "\${{ name }}",
  "lockfileVersion": 3,
  "requires": true,
  "packages": {
    ${await rootOf(common)}${entries.slice(1).map(following).join('')}
  }
}
`;
  await writeFile(join(common, FILE), text);
}

/** The same for Next.js, which has one shape, and nothing that depends on what the service needs. */
export async function lockNext(web: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-lock-'));
  try {
    await render('nextjs', ['web'], folder);
    await npmLock(folder);
    const lock = JSON.parse(await readFile(join(folder, FILE), 'utf8'));
    for (const entry of Object.values<Package>(lock.packages)) {
      delete entry.resolved;
    }
    lock.name = '${{ name }}';
    lock.packages[''].name = '${{ name }}';
    await writeFile(join(web, FILE), `${JSON.stringify(lock, null, 2)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function npmLock(folder: string): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = (...args: string[]) =>
    promisify(execFile)('npm', [...args, ...quiet], { cwd: folder });
  await npm('install', '--package-lock-only');
  // A registry that lacks what only other machines install leaves a hole, which nobody here would notice.
  await npm('ci', '--dry-run');
}

async function entriesOf(file: string): Promise<Entries> {
  const { packages } = JSON.parse(await readFile(file, 'utf8')) as {
    packages: Record<string, Package>;
  };
  return new Map(
    Object.entries(packages).map(([path, { resolved, ...rest }]) => [
      path,
      // Every service has a root of its own.
      path ? `${JSON.stringify(path)}: ${indented(rest)}` : '',
    ]),
  );
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/\n/g, '\n    ');
}

function markers(text: string): number {
  return text.match(/"(dev|peer|optional|devOptional)": true/g)?.length ?? 0;
}

/** The root repeats what package.json says, word for word. */
async function rootOf(common: string): Promise<string> {
  const manifest = await readFile(join(common, 'package.json'), 'utf8');
  const block = (name: string) =>
    manifest
      .match(new RegExp(`\\n  "${name}": \\{[^]*?\\n  \\}`))![0]
      .replace(/\n(?!\{%)/g, '\n    ');
  return `"": {
      "name": "\${{ name }}",${block('dependencies')},${block(
    'devDependencies',
  )},
      "engines": {
        "node": ">=22.18"
      }
    }`;
}

/** Each entry brings the comma before it, since any of them may be left out. */
function following({ when, text }: Merged): string {
  return when ? `{% if ${when} %},\n    ${text}{% endif %}` : `,\n    ${text}`;
}
