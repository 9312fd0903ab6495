import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { percentile } from './table.mjs';

const packages = ['model', 'blueprint', 'skeletons', 'cli'];

/** The command line as npm brings it: built, packed, installed in an empty folder. */
export async function commandLine({ say }) {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-cli-'));
  const inRoot = (command, args, cwd = ROOT) =>
    execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    say('building and packing');
    inRoot('yarn', ['tsc', '--incremental', 'false']);
    const archives = packages.map(name => join(folder, `${name}.tgz`));
    packages.forEach((name, index) => {
      const own = join(ROOT, 'packages', name);
      inRoot('yarn', ['build'], own);
      inRoot('yarn', ['pack', '-o', archives[index]], own);
    });
    say('installing');
    inRoot('npm', ['init', '-y'], folder);
    inRoot('npm', ['install', '--no-audit', '--no-fund', ...archives], folder);
    const slipway = (...args) => {
      const from = performance.now();
      execFileSync(
        process.execPath,
        [join(folder, 'node_modules/.bin/slipway'), ...args],
        { cwd: folder },
      );
      return performance.now() - from;
    };
    const median = args =>
      `${Math.round(
        percentile(
          Array.from({ length: 11 }, () => slipway(...args)),
          0.5,
        ),
      )} ms`;
    slipway('init', '--name', 'measured', '--owner', 'team');
    const render = ['render', 'slipway.yaml', '--out', 'out'];
    slipway(...render);
    const sizes = await Promise.all(
      archives.map(async a => (await stat(a)).size),
    );
    const kilobytes = sizes.reduce((all, size) => all + size, 0) / 1000;
    return [
      ['slipway --help', median(['--help']), 'median of 11, from npm packages'],
      ['slipway render', median(render), 'the same; most of it is loading'],
      ['slipway validate', median(['validate', 'out']), 'the same'],
      [
        'download of the command line',
        `${Math.round(kilobytes)} kB`,
        `${packages.length} packages of ours, packed; with what they need, ${
          (await readdir(join(folder, 'node_modules'))).length
        } folders`,
      ],
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
