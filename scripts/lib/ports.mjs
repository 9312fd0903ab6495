import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { tryLock } from './lock.mjs';

/** The ports that are asked for first. */
const PREFERRED = {
  portal: 7007,
  gitea: 7480,
  argocd: 7481,
  local: 7482,
  'eu-1': 7483,
  control: 7484,
  vault: 7485,
  'us-1': 7486,
};

/** Where starts on one machine tell each other which ports they are about to take. */
const RESERVATIONS = join(tmpdir(), `slipway-ports-${userInfo().uid}`);

/**
 * A free port for each name: the one of the last start, else the preferred one, else any. What was
 * found is remembered in `file`, because generated repositories hold addresses.
 */
export async function choosePorts(
  file,
  { preferred = PREFERRED, reservations = RESERVATIONS } = {},
) {
  const last = readPorts(file);
  const chosen = {};
  for (const name of Object.keys(preferred)) {
    chosen[name] = await firstFree(
      [last[name], preferred[name]].filter(Number.isInteger),
      reservations,
    );
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(chosen, undefined, 2)}\n`);
  return chosen;
}

async function firstFree(wanted, reservations) {
  for (const port of wanted) {
    if (await isFree(port, reservations)) {
      return port;
    }
  }
  for (;;) {
    const port = await listens(0);
    if (await isFree(port, reservations)) {
      return port;
    }
  }
}

function readPorts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Nobody answers there, it can be listened on, and no other start is about to. All three: some systems let
 * one program listen on loopback where another has the port on every address, and between the choice
 * and the listening lie seconds.
 */
async function isFree(port, reservations) {
  return (
    !(await answers(port)) &&
    (await listens(port)) !== undefined &&
    tryLock(join(reservations, String(port)))
  );
}

function answers(port) {
  return new Promise(done => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = value => {
      socket.destroy();
      done(value);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** The port that could be listened on (any for 0), or undefined. */
function listens(port) {
  return new Promise(done => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const got = server.address().port;
      server.close(() => done(got));
    });
  });
}
