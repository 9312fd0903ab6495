import { createServer, request } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Where a request is lost: on its way, or on the way back, when it was done already. */
export type Loss = 'before' | 'after';

export interface Gateway {
  url: string;
  /** Loses one request of those whose address matches, counted from now. */
  lose(number: number, loss: Loss, address: RegExp): void;
  /** How many there were since. */
  seen(): number;
  mend(): void;
  stop(): Promise<void>;
}

/** Stands before a server and cuts its connections. */
export async function startGateway(target: string): Promise<Gateway> {
  let plan: { number: number; loss: Loss; address: RegExp } | undefined;
  let count = 0;
  const server = createServer((req, res) => {
    const counted = plan?.address.test(req.url!) === true;
    if (counted) {
      count += 1;
    }
    const lost = counted && count === plan!.number;
    if (lost && plan!.loss === 'before') {
      req.socket.destroy();
      return;
    }
    const passed = request(
      `${target}${req.url}`,
      { method: req.method, headers: req.headers },
      answered => {
        if (lost) {
          answered.resume().on('end', () => req.socket.destroy());
          return;
        }
        res.writeHead(answered.statusCode!, answered.headers);
        answered.pipe(res);
      },
    );
    passed.on('error', () => req.socket.destroy());
    req.pipe(passed);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose(number, loss, address) {
      plan = { number, loss, address };
      count = 0;
    },
    seen: () => count,
    mend() {
      plan = undefined;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}
