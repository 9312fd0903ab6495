import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { AddressInfo, Socket } from 'node:net';
import { Clock } from '../clock';
import { BodyTooLargeError, sendText } from './messages';
import { Fault, FaultBoard } from './faults';

export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
) => Promise<void> | void;

export interface Endpoint {
  readonly url: string;
  close(): Promise<void>;
}

export interface EndpointOptions {
  /** Its name on the board of faults, e.g. `kubernetes/eu-1`. */
  target: string;
  port: number;
  handler: Handler;
  faults: FaultBoard;
  /** How many requests have come, by target: what a portal costs its platform is counted here. */
  requests?: Map<string, number>;
  clock: Clock;
  onError(what: string, error: unknown): void;
}

const HOST = '127.0.0.1';

const GARBAGE_PAGE =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>' +
  '<body><h1>Bad Gateway</h1><hr>sandbox fault</body></html>';

/**
 * Faults that end what is open, so that their effect shows at once and not with the next request. A credential or a right that
 * is gone is none: servers ask for it when a stream begins, and let it go on.
 */
const CUTTING = new Set(['refuse', 'garbage']);

/** One port on loopback. Every fault that does not depend on the protocol is made here. */
export async function openEndpoint(
  options: EndpointOptions,
): Promise<Endpoint> {
  const { target, handler, faults, requests, clock, onError } = options;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    requests?.set(target, (requests.get(target) ?? 0) + 1);
    const fault = faults.get(target);
    const answer = async () => {
      try {
        await handler(request, response, fault);
      } catch (error) {
        if (error instanceof BodyTooLargeError) {
          sendText(response, 413, `${error.message}\n`);
          return;
        }
        onError(`${target} ${request.method} ${request.url}`, error);
        if (response.headersSent) {
          response.destroy();
        } else {
          sendText(response, 500, 'Internal error of the sandbox\n');
        }
      }
    };
    if (fault?.kind === 'hang') {
      return;
    }
    if (fault?.kind === 'garbage') {
      sendText(response, 200, GARBAGE_PAGE, 'text/html; charset=utf-8');
      return;
    }
    if (fault?.kind === 'slow') {
      const cancel = clock.setTimer(fault.delayMs, () => void answer());
      response.once('close', cancel);
      return;
    }
    void answer();
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Git pushes and watches last as long as they last.
  server.requestTimeout = 0;
  const cut = () => sockets.forEach(socket => socket.destroy());

  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;

  let wanted = true;
  let change = Promise.resolve();
  const follow = async () => {
    const refused = !wanted || faults.get(target)?.kind === 'refuse';
    if (refused && server.listening) {
      const closed = new Promise(resolve => server.close(resolve));
      cut();
      await closed;
    } else if (!refused && !server.listening) {
      await listen(server, port);
    }
  };
  let last = faults.get(target)?.kind;
  const stopListening = faults.onChange(target, fault => {
    // What hung is cut when the fault ends: it would never be answered.
    if (last === 'hang' || (fault && CUTTING.has(fault.kind))) {
      cut();
    }
    last = fault?.kind;
    change = change
      .then(follow)
      .catch(error => onError(`${target} listen`, error));
  });

  return {
    url: `http://${HOST}:${port}`,
    async close() {
      wanted = false;
      stopListening();
      change = change.then(follow);
      await change;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
