import { execFile, spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { postgresBin } from '../database';
import type { NeedType } from '../rendered';

const run = promisify(execFile);

/** What is fetched once for all runs. */
const LOCAL = join(__dirname, '../../../../../.local/real');
const S3_GATEWAY = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';

const PASSWORD = 'only-for-tests';

/** Where a server may write, and the port that it listens on. */
export interface Place {
  folder: string;
  port: number;
}

type Start = (place: Place) => Promise<{
  child: ChildProcess;
  variables: Record<string, string>;
  /** Where work is put in by another way than services take. */
  side?: string;
}>;

/** How the server of each need is started; where its program is not on this machine, the reason is thrown. */
export const starts: Record<NeedType, Start> = {
  postgres,
  redis,
  kafka,
  rabbitmq,
  sqs,
  s3,
};

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function started(
  command: string,
  args: string[],
  options: SpawnOptions = {},
): ChildProcess {
  return spawn(command, args, { stdio: 'ignore', detached: true, ...options });
}

/** The user as whom a server runs that refuses to run as root. */
async function asUser(name: string, folder: string): Promise<SpawnOptions> {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const id = async (flag: string) =>
    Number((await run('id', [flag, name])).stdout);
  const [uid, gid] = [await id('-u'), await id('-g')];
  await chown(folder, uid, gid);
  return { uid, gid };
}

async function postgres({ folder, port }: Place) {
  const bin = postgresBin();
  const user = await asUser('postgres', folder);
  const data = join(folder, 'data');
  const password = join(folder, 'password');
  await writeFile(password, PASSWORD, { mode: 0o644 });
  const made = started(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'payments', '-A', 'scram-sha-256', '--pwfile', password],
    user,
  );
  await once(made, 'exit');
  return {
    child: started(
      join(bin, 'postgres'),
      ['-D', data, '-p', `${port}`, '-k', folder, '-h', '127.0.0.1'],
      user,
    ),
    variables: {
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: `${port}`,
      POSTGRES_DB: 'postgres',
      POSTGRES_USER: 'payments',
      POSTGRES_PASSWORD: PASSWORD,
    },
  };
}

async function redis({ folder, port }: Place) {
  return {
    child: started(
      'redis-server',
      [
        ...['--port', `${port}`, '--requirepass', PASSWORD, '--save', ''],
        // As queues want it.
        ...['--appendonly', 'yes', '--appendfsync', 'always'],
      ],
      { cwd: folder },
    ),
    variables: { REDIS_ADDR: `127.0.0.1:${port}`, REDIS_PASSWORD: PASSWORD },
  };
}

async function rabbitmq({ folder, port }: Place) {
  const program = '/usr/lib/rabbitmq/bin/rabbitmq-server';
  await stat(program);
  const user = await asUser('rabbitmq', folder);
  const config = join(folder, 'rabbitmq.conf');
  const plugins = join(folder, 'plugins');
  const side = await freePort();
  await writeFile(
    config,
    `listeners.tcp.default = 127.0.0.1:${port}
distribution.listener.interface = 127.0.0.1
management.tcp.ip = 127.0.0.1
management.tcp.port = ${side}
`,
  );
  await writeFile(plugins, '[rabbitmq_management].');
  return {
    child: started(program, [], {
      ...user,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        RABBITMQ_NODENAME: `slipway${port}@localhost`,
        RABBITMQ_CONFIG_FILE: config,
        RABBITMQ_MNESIA_BASE: folder,
        RABBITMQ_LOG_BASE: folder,
        RABBITMQ_DIST_PORT: `${await freePort()}`,
        RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
        RABBITMQ_PID_FILE: join(folder, 'pid'),
      },
    }),
    variables: { RABBITMQ_URL: `amqp://guest:guest@127.0.0.1:${port}/` },
    side: `http://guest:guest@127.0.0.1:${side}`,
  };
}

/** The jars of a profile of pom.xml, from Maven's repository. */
async function jars(profile: string): Promise<string> {
  const folder = join(LOCAL, 'java', profile);
  if (!(await stat(folder).catch(() => undefined))) {
    await run('mvn', [
      ...['-B', '-q', '-f', join(__dirname, 'pom.xml'), '-P', profile],
      'dependency:copy-dependencies',
      `-DoutputDirectory=${folder}`,
    ]);
  }
  return join(folder, '*');
}

async function kafka({ folder, port }: Place) {
  const classPath = await jars('kafka');
  const controller = await freePort();
  const config = join(folder, 'server.properties');
  await writeFile(
    config,
    `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${join(folder, 'log')}
num.partitions=1
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
`,
  );
  const java = (...args: string[]) => ['-Xmx512m', '-cp', classPath, ...args];
  await run(
    'java',
    java(
      'kafka.tools.StorageTool',
      'format',
      '--ignore-formatted',
      '-t',
      'c2xpcHdheS1mb3ItdGVzdA',
      '-c',
      config,
    ),
  );
  return {
    child: started('java', java('kafka.Kafka', config)),
    variables: { KAFKA_BROKERS: `127.0.0.1:${port}` },
    side: classPath,
  };
}

async function sqs({ port }: Place) {
  const classPath = await jars('elasticmq');
  return {
    child: started('java', [
      ...['-cp', classPath],
      join(__dirname, 'ElasticMq.java'),
      `${port}`,
    ]),
    variables: {
      AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${port}`,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'tests',
      AWS_SECRET_ACCESS_KEY: PASSWORD,
      SQS_QUEUE: 'greetings',
    },
  };
}

/** A gateway that speaks S3 before a folder. */
async function s3({ folder, port }: Place) {
  const program = join(LOCAL, 'bin', 'versitygw');
  if (!(await stat(program).catch(() => undefined))) {
    await run('go', ['install', S3_GATEWAY], {
      env: { ...process.env, GOBIN: dirname(program), GOTOOLCHAIN: 'local' },
    });
  }
  await mkdir(join(folder, 'buckets', 'payments'), { recursive: true });
  return {
    child: started(program, [
      ...['--port', `127.0.0.1:${port}`, '--access', 'tests'],
      ...['--secret', PASSWORD, 'posix', join(folder, 'buckets')],
    ]),
    variables: {
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_REGION: 'us-east-1',
      S3_BUCKET: 'payments',
      S3_ACCESS_KEY_ID: 'tests',
      S3_SECRET_ACCESS_KEY: PASSWORD,
    },
  };
}
