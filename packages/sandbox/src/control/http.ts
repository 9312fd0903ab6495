import {
  FaultBoard,
  FaultKind,
  Handler,
  faultKinds,
  readBody,
  sendJson,
} from '../http';

export interface ControlOptions {
  faults: FaultBoard;
  /** Names of what can be broken, e.g. `kubernetes/eu-1`. */
  targets: string[];
  state(): Promise<unknown>;
}

const DEFAULT_DELAY = 3000;

/** The sandbox's own API: what is the matter, and what shall break. */
export function controlHandler({
  faults,
  targets,
  state,
}: ControlOptions): Handler {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const refuse = (code: number, message: string) =>
      sendJson(response, code, { message });
    // A page in a browser sends its origin; only programs on this machine may break things.
    if (request.method !== 'GET' && request.headers.origin) {
      refuse(403, 'Faults are not set from web pages');
      return;
    }
    if (request.method === 'GET' && url.pathname === '/state') {
      sendJson(response, 200, await state());
      return;
    }
    if (request.method === 'POST' && url.pathname === '/faults') {
      const wish = parse((await readBody(request)).toString('utf8'));
      const { target, fault, seconds, delayMs } = wish;
      if (!targets.includes(String(target))) {
        refuse(400, `target must be one of ${targets.join(', ')}`);
      } else if (!faultKinds.includes(fault as FaultKind)) {
        refuse(400, `fault must be one of ${faultKinds.join(', ')}`);
      } else if (!isDuration(seconds) || !isDuration(delayMs)) {
        refuse(400, 'seconds and delayMs must be positive numbers');
      } else {
        faults.set(
          String(target),
          {
            kind: fault as FaultKind,
            delayMs: Number(delayMs ?? DEFAULT_DELAY),
          },
          seconds === undefined ? undefined : Number(seconds),
        );
        sendJson(response, 200, { faults: faults.all() });
      }
      return;
    }
    if (request.method === 'DELETE' && url.pathname.startsWith('/faults')) {
      const target = decodeURIComponent(url.pathname.slice('/faults/'.length));
      if (target === '') {
        faults.clearAll();
      } else {
        faults.clear(target);
      }
      sendJson(response, 200, { faults: faults.all() });
      return;
    }
    refuse(404, 'GET /state, POST /faults, DELETE /faults[/target]');
  };
}

function isDuration(value: unknown): boolean {
  return value === undefined || (typeof value === 'number' && value > 0);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
