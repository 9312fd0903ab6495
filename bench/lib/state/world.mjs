import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { ROOT, TRANSFORM } from '../../../scripts/lib/paths.mjs';

const WITH_PARENT = join(ROOT, 'scripts/lib/withParent.cjs');

/** Clusters and a portal that reads them, of the wanted size. */
export async function startWorld(size) {
  const { clusters, services, holders, pods = 3, entities = services } = size;
  const { turnover = false, slipway = {} } = size;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  const children = [];
  const stop = () => {
    children.forEach(child => child.kill('SIGKILL'));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { key, cert } = authority(folder);
    const stub = fork(
      join(import.meta.dirname, 'clusters.mjs'),
      [
        JSON.stringify({
          ...{ key, cert, clusters, services, holders, pods, turnover },
        }),
      ],
      {
        execArgv: ['--require', WITH_PARENT],
        stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
      },
    );
    children.push(stub);
    const { control, ports } = await new Promise((done, fail) => {
      stub.once('message', done);
      stub.once('exit', () => fail(new Error('The clusters did not start')));
    });
    const tell = async (name, value) =>
      (
        await fetch(
          `${control}/?${name}=${encodeURIComponent(JSON.stringify(value))}`,
        )
      ).json();
    const clustersSay = async () => (await fetch(control)).json();
    const asked = async () => (await clustersSay()).requests;
    if (size.held) {
      await tell('hold', true);
    }
    const port = await freePort();
    const config = join(folder, 'app-config.json');
    writeFileSync(
      config,
      JSON.stringify(configuration({ port, cert, ports, slipway })),
    );
    const portal = fork(
      join(import.meta.dirname, 'portal.mjs'),
      ['--config', config],
      {
        cwd: ROOT,
        execArgv: [
          '--expose-gc',
          ...['--require', TRANSFORM],
          ...['--require', WITH_PARENT],
        ],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          LOG_LEVEL: 'warn',
          BENCH_STATE: JSON.stringify({ entities, clusters, holders }),
        },
        stdio: [
          'pipe',
          'ignore',
          process.env.BENCH_LOG ? 'inherit' : 'ignore',
          'ipc',
        ],
      },
    );
    children.push(portal);
    const base = `http://127.0.0.1:${port}`;
    const token = await signIn(base);
    const client = clientOf(base, token);
    return {
      ...client,
      tell,
      asked,
      clustersSay,
      stop,
      processes: async query =>
        JSON.parse(
          (await client.get(`/api/floor/process?${query ?? ''}`)).text,
        ),
    };
  } catch (error) {
    stop();
    throw error;
  }
}

function configuration({ port, cert, ports, slipway }) {
  const ca = readFileSync(cert).toString('base64');
  return {
    app: { title: 'bench', baseUrl: `http://127.0.0.1:${port}` },
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
    permission: { enabled: true },
    slipway,
    auth: {
      providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
    },
    catalog: { processingInterval: { hours: 10 } },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: ports.map((clusterPort, i) => ({
            name: `c${i}`,
            url: `https://127.0.0.1:${clusterPort}`,
            authProvider: 'serviceAccount',
            serviceAccountToken: 'bench',
            caData: ca,
            skipMetricsLookup: true,
          })),
        },
      ],
    },
  };
}

/** A key, and a certificate of its own for loopback. */
function authority(folder) {
  const key = join(folder, 'key.pem');
  const cert = join(folder, 'cert.pem');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', cert, '-subj', '/CN=127.0.0.1'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1'],
    ],
    { stdio: 'ignore' },
  );
  return { key, cert };
}

async function freePort() {
  const server = createServer();
  await new Promise(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address();
  await new Promise(done => {
    server.close(done);
  });
  return port;
}

async function signIn(base) {
  for (let i = 0; ; i++) {
    try {
      const answer = await fetch(`${base}/api/auth/guest/refresh`, {
        method: 'POST',
      });
      return (await answer.json()).backstageIdentity.token;
    } catch (error) {
      if (i > 240) {
        throw error;
      }
      await wait(500);
    }
  }
}

/** Requests as a browser's: kept alive, compressed, without what it had before. */
function clientOf(base, token) {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const ask = (method, path, body) =>
    new Promise((resolve, reject) => {
      const from = performance.now();
      const text = body && JSON.stringify(body);
      const sent = request(
        `${base}${path}`,
        {
          method,
          agent,
          headers: {
            authorization: `Bearer ${token}`,
            'accept-encoding': 'gzip',
            ...(text && { 'content-type': 'application/json' }),
          },
        },
        response => {
          const parts = [];
          response.on('data', part => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const took = performance.now() - from;
            const bytes = Buffer.concat(parts);
            const zipped = response.headers['content-encoding'] === 'gzip';
            const plain = zipped ? gunzipSync(bytes) : bytes;
            resolve({
              status: response.statusCode,
              took,
              sent: bytes.length,
              raw: plain.length,
              get text() {
                return plain.toString('utf8');
              },
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  return {
    get: path => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
  };
}
