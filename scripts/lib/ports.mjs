import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

/** The ports that are asked for first; addresses in repositories stay true as long as they are free. */
export const PREFERRED = {
  portal: 7007,
  gitea: 7480,
  argocd: 7481,
  local: 7482,
  'eu-1': 7483,
  control: 7484,
};

/**
 * A free port for each name: the one of the last start, else the preferred one, else any. What was
 * found is remembered in `file`, because generated repositories hold addresses.
 */
export async function choosePorts(file, preferred = PREFERRED) {
  const last = readPorts(file);
  const chosen = {};
  for (const name of Object.keys(preferred)) {
    const taken = new Set(Object.values(chosen));
    const wanted = [last[name], preferred[name], 0].filter(
      p => p !== undefined && !taken.has(p),
    );
    for (const port of wanted) {
      const got = await freePort(port);
      if (got !== undefined && !taken.has(got)) {
        chosen[name] = got;
        break;
      }
    }
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(chosen, undefined, 2)}\n`);
  return chosen;
}

function readPorts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** The port when it is free on loopback, a free one for 0, else undefined. */
function freePort(port) {
  return new Promise(done => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const got = server.address().port;
      server.close(() => done(got));
    });
  });
}
