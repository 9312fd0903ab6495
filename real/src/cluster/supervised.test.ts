import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startSupervised } from './supervised';

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => Promise<boolean> | boolean) {
  while (!(await condition())) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('a supervised program', () => {
  let folder: string;
  const pidFile = () => path.join(folder, 'pid');
  const readPid = async () => {
    let text = '';
    await until(async () => {
      text = await fs.readFile(pidFile(), 'utf8').catch(() => '');
      return text.endsWith('\n');
    });
    return Number(text);
  };
  // A program that tells its id and then stays.
  const stays = () => ['-c', `echo $$ > "${pidFile()}"; exec sleep 600`];

  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-supervised-'));
  });
  afterEach(async () => {
    await fs.rm(folder, { recursive: true, force: true });
  });
  const options = () => ({
    logFile: path.join(folder, 'log'),
    cwd: folder,
  });

  it('ends when it is stopped, however often', async () => {
    const program = startSupervised('sh', stays(), options());
    const pid = await readPid();
    expect(alive(pid)).toBe(true);
    expect(program.ended).toBe(false);
    await Promise.all([program.stop(), program.stop()]);
    expect(alive(pid)).toBe(false);
  });

  it('is known to have ended by itself, with its last words', async () => {
    const program = startSupervised(
      'sh',
      ['-c', 'echo "no such flag" >&2; exit 1'],
      options(),
    );
    await until(() => program.ended);
    await program.stop();
    expect(await program.log()).toBe('no such flag');
  });

  it('is known to have ended where it is not to be found', async () => {
    const program = startSupervised(
      path.join(folder, 'nothing-here'),
      [],
      options(),
    );
    await until(() => program.ended);
    await expect(program.stop()).resolves.toBeUndefined();
  });

  it('ends with the process that started it, even when that was killed', async () => {
    const script = path.join(folder, 'owner.ts');
    await fs.writeFile(
      script,
      `import { startSupervised } from ${JSON.stringify(
        path.join(__dirname, 'supervised.ts'),
      )};
startSupervised('sh', ${JSON.stringify(stays())}, ${JSON.stringify(options())});
setInterval(() => {}, 1_000);
`,
    );
    const owner = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        script,
      ],
      { stdio: 'inherit' },
    );
    const pid = await readPid();
    expect(alive(pid)).toBe(true);
    owner.kill('SIGKILL');
    await until(() => !alive(pid));
  });
});
