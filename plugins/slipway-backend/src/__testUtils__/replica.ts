import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from './postgres';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: {
      'backstage.io/kubernetes-id': 'payments',
      'slipway.dev/environments': 'dev=eu-1/payments-dev',
    },
  },
};

const TOKEN = 'only-for-tests-of-replicas';
const base = '/api/slipway/v1/entities/component/default/payments';

/** One replica of a back end, in a process that may be killed. */
export class Replica {
  readonly signals: unknown[] = [];
  private said = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {
    child.stderr?.on('data', text => {
      this.said += text;
    });
    child.on('message', ({ signal }: any) => {
      if (signal) {
        this.signals.push(signal);
      }
    });
  }

  static async start(options: {
    /** Left out: one in memory. */
    database?: string;
    clusters: string;
    config?: object;
    annotations?: Record<string, string>;
  }) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const config = {
      ...options.config,
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database: options.database
          ? { client: 'pg', connection: options.database }
          : { client: 'better-sqlite3', connection: ':memory:' },
        auth: {
          externalAccess: [
            { type: 'static', options: { token: TOKEN, subject: 'tests' } },
          ],
        },
      },
    };
    const { clusters, annotations } = options;
    const told = {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: { ...entity.metadata.annotations, ...annotations },
      },
    };
    const child = fork(join(__dirname, 'replicaProcess.ts'), {
      execArgv: [
        '--expose-gc',
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        REPLICA: JSON.stringify({ config, clusters, entity: told }),
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const replica = new Replica(child, url);
    const ended = once(child, 'exit').then(() => {
      throw new Error(`A replica ended: ${replica.said}`);
    });
    ended.catch(() => {});
    const started = new Promise<void>(resolve => {
      child.on('message', (message: any) => message.started && resolve());
    });
    await Promise.race([started, ended]);
    return replica;
  }

  async get<T = any>(path: string): Promise<{ status: number; body: T }> {
    const response = await fetch(`${this.url}${base}/${path}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  async version(): Promise<string | undefined> {
    const { body } = await this.get('deployments');
    const state = body.environments?.[0].state;
    return (state?.value ?? state?.lastKnown?.value)?.workloads[0]?.version;
  }

  /** Writes all that is in its memory, and is not garbage, to a file. */
  async heap(file: string) {
    const written = new Promise<void>(resolve => {
      this.child.on('message', ({ heap }: any) => heap && resolve());
    });
    this.child.send({ heap: file });
    await written;
  }

  get alive() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Stands still as a machine does that ran out of breath, until it goes on. */
  hold() {
    this.child.kill('SIGSTOP');
  }

  goOn() {
    this.child.kill('SIGCONT');
  }

  async kill() {
    if (this.alive) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await ended;
    }
  }
}
