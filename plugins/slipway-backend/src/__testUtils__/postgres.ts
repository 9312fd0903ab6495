import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const VERSIONS = '/usr/lib/postgresql';
const POOLER = '/usr/sbin/pgbouncer';

const bin = existsSync(VERSIONS)
  ? join(VERSIONS, readdirSync(VERSIONS).sort().pop() ?? '', 'bin')
  : '';

/** As Debian installs it. */
export const hasPostgres = existsSync(join(bin, 'postgres'));
export const hasPooler = hasPostgres && existsSync(POOLER);

const pause = () => new Promise(resolve => setTimeout(resolve, 100));

const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/** A PostgreSQL of its own, that may be taken away and given back. */
export class Postgres {
  private child: ChildProcess | undefined;

  private constructor(
    /** With what keeps it in order, and the log that is written ahead: a full disk of data costs neither. */
    private readonly folder: string,
    private readonly data: string,
    readonly port: number,
    private readonly user: { uid?: number; gid?: number },
  ) {}

  /** Its tables lie in the folder that is named, if one is. */
  static async start(on: { folder?: string } = {}): Promise<Postgres> {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-postgres-'));
    const user = await unprivileged(folder);
    await (on.folder && unprivileged(on.folder));
    const data = join(on.folder ?? folder, 'data');
    const postgres = new Postgres(folder, data, await freePort(), user);
    await run(
      join(bin, 'initdb'),
      [
        ...['-D', data, '--waldir', join(folder, 'wal')],
        ...['-U', 'postgres', '-A', 'trust', '-N'],
      ],
      user,
    );
    await postgres.resume();
    return postgres;
  }

  url(port = this.port) {
    return `postgresql://postgres@127.0.0.1:${port}/postgres`;
  }

  async resume() {
    const options = Object.entries(settings).flatMap(([key, value]) => [
      '-c',
      `${key}=${value}`,
    ]);
    const { folder, data, port, user } = this;
    this.child = spawn(
      join(bin, 'postgres'),
      [
        ...['-D', data, '-k', folder],
        ...['-h', '127.0.0.1', '-p', `${port}`, ...options],
      ],
      { ...user, stdio: 'ignore' },
    );
    await answers(port);
    await ready(this.url());
  }

  /** Gone, and every connection with it, as when its machine is. */
  async away() {
    const { child } = this;
    if (child?.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      await this.goOn();
      child.kill('SIGQUIT');
      await ended;
    }
  }

  /** Takes what it is sent and says nothing, until it goes on. */
  hold() {
    return this.signalAll('SIGSTOP');
  }

  goOn() {
    return this.signalAll('SIGCONT');
  }

  /** Each connection has a process of its own. */
  private async signalAll(signal: NodeJS.Signals) {
    const pid = this.child!.pid!;
    tell(pid, signal);
    const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', `${pid}`]);
    stdout
      .split(/\s+/)
      .filter(Boolean)
      .forEach(child => tell(Number(child), signal));
  }

  async stop() {
    await this.away();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Who ended meanwhile, as a connection does by itself, needs to be told nothing. */
function tell(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

/** PgBouncer before it, which hands out a connection for one transaction. */
export async function startPooler(postgres: Postgres) {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-pgbouncer-'));
  const user = await unprivileged(folder);
  const port = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(
    file,
    [
      '[databases]',
      `* = host=127.0.0.1 port=${postgres.port} user=postgres`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = transaction',
      // So few that nobody has one to himself.
      'default_pool_size = 2',
      'reserve_pool_size = 0',
      'max_client_conn = 200',
      'server_idle_timeout = 1',
      'query_wait_timeout = 20',
      '',
    ].join('\n'),
  );
  const child = spawn(POOLER, [file], { ...user, stdio: 'ignore' });
  await answers(port);
  return {
    url: postgres.url(port),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The user as whom a server runs that refuses to run as root. */
async function unprivileged(folder: string) {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const id = async (flag: string) =>
    Number((await run('id', [flag, 'postgres'])).stdout);
  const [uid, gid] = [await id('-u'), await id('-g')];
  await chown(folder, uid, gid);
  return { uid, gid };
}

/** Until somebody listens on the port. */
async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const listens = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (listens) {
      return;
    }
    await pause();
  }
  throw new Error(`Nothing listens on port ${port}`);
}

/** It listens before it lets anybody in. */
async function ready(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await run(join(bin, 'pg_isready'), ['-d', url]);
      return;
    } catch (error) {
      if (attempt > 200) {
        throw error;
      }
      await pause();
    }
  }
}
