import { Breaker, UnknownWish, Wish } from '../breaks';
import { catalogOfBreaks } from '../breaks/catalog';
import {
  FaultBoard,
  FaultKind,
  Handler,
  faultKinds,
  readBody,
  sendJson,
  sendText,
} from '../http';
import { Things, breaksPage } from './page';

export interface ControlOptions {
  faults: FaultBoard;
  breaker: Breaker;
  /** What the page offers to break. */
  things(): Things;
  /** Names of what can be broken, e.g. `kubernetes/eu-1`. */
  targets: string[];
  state(): Promise<unknown>;
}

const DEFAULT_DELAY = 3000;

/** The sandbox's own API: what is the matter, and what shall break. */
export function controlHandler(options: ControlOptions): Handler {
  const { faults, breaker, things, targets, state } = options;
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const refuse = (code: number, message: string) =>
      sendJson(response, code, { message });
    // A page in a browser sends its origin; only programs on this machine and the sandbox's own page may break things.
    const { origin, host } = request.headers;
    if (request.method !== 'GET' && origin && origin !== `http://${host}`) {
      refuse(403, 'Nothing is broken from pages of others');
      return;
    }
    if (request.method === 'GET' && url.pathname === '/') {
      const page = breaksPage(things(), breaker.all());
      sendText(response, 200, page, 'text/html; charset=utf-8');
      return;
    }
    if (request.method === 'GET' && url.pathname === '/breaks') {
      sendJson(response, 200, { broken: breaker.all() });
      return;
    }
    if (request.method === 'POST' && /^\/(breaks|heals)$/.test(url.pathname)) {
      const body = (await readBody(request)).toString('utf8');
      const byForm = /form/.test(request.headers['content-type'] ?? '');
      const wish = toWish(byForm ? fromForm(body) : parse(body));
      try {
        const heals = url.pathname === '/heals';
        await (heals ? breaker.heal(wish) : breaker.break(wish));
      } catch (error) {
        if (!(error instanceof UnknownWish)) {
          throw error;
        }
        refuse(400, error.message);
        return;
      }
      if (byForm) {
        response.writeHead(303, { location: '/' }).end();
      } else {
        sendJson(response, 200, { broken: breaker.all() });
      }
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
    refuse(
      404,
      'GET /, GET /state, GET /breaks, POST /breaks, POST /heals, POST /faults, DELETE /faults[/target]',
    );
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

/** What a form of the page sends: `thing` is what it is about, as JSON. */
function fromForm(body: string): Record<string, unknown> {
  const fields = new URLSearchParams(body);
  return {
    ...parse(fields.get('thing') ?? '{}'),
    break: fields.get('break') ?? '',
  };
}

/** Of what somebody sends, the fields that a wish has. */
function toWish(sent: Record<string, unknown>): Wish {
  const text = (name: string) =>
    typeof sent[name] === 'string' ? (sent[name] as string) : undefined;
  return {
    break: text('break') ?? '',
    cluster: text('cluster'),
    namespace: text('namespace'),
    service: text('service'),
    environment: text('environment'),
    ...(typeof sent.days === 'number' && { days: sent.days }),
    ...named(text('break'), text('about')),
  };
}

/** `ledger/staging` for somebody who types: what the break is about, in its order. */
function named(name = '', about = ''): Partial<Wish> {
  const fields = Object.hasOwn(catalogOfBreaks, name)
    ? catalogOfBreaks[name].about
    : [];
  const words = about.split('/').filter(Boolean);
  return Object.fromEntries(words.map((word, i) => [fields[i], word]));
}
