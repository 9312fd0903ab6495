import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
  request as ask,
} from 'node:http';
import { AddressInfo, Socket } from 'node:net';

type Fault = (response: ServerResponse, request: IncomingMessage) => void;

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Fault =>
  response => {
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(body);
  };

/** In how many ways a server may be broken, each as what comes instead of its answer. */
export const upstreamFaults: Record<string, Fault> = {
  'hangs before the headers': () => {},
  'hangs in the body': response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"kind":');
  },
  'drips a byte at a time': response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(drip));
  },
  'ends in the middle': response => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"kind":"List","items":[');
    setTimeout(() => response.destroy(), 1);
  },
  'resets the connection': (_, request) => request.socket.resetAndDestroy(),
  'closes the connection': (_, request) => request.socket.destroy(),
  redirects: answer(302, '{}', { location: 'http://127.0.0.1:1/elsewhere' }),
  'answers 401': answer(401, '{"kind":"Status","errors":[]}'),
  'answers 403': answer(403, '{"kind":"Status","errors":[]}'),
  'answers 429': answer(429, '{"kind":"Status"}', { 'retry-after': '7' }),
  'answers 500': answer(500, '{"kind":"Status"}'),
  'answers 502 with a page': answer(502, '<html>Bad Gateway</html>', {
    'content-type': 'text/html',
  }),
  'answers 503': answer(503, '{"kind":"Status"}'),
  'answers with a page': answer(200, '<!DOCTYPE html><p>Sign in</p>', {
    'content-type': 'text/html',
  }),
  'answers with nothing': answer(200, ''),
  'answers {}': answer(200, '{}'),
  'answers null': answer(200, 'null'),
  'answers items: null': answer(
    200,
    '{"kind":"List","metadata":{},"items":null,"groups":null,"data":null,"sealed":null}',
  ),
  'answers in wrong types': answer(
    200,
    '{"kind":7,"metadata":"x","items":{"a":1},"groups":"x","data":[1],"sealed":"no"}',
  ),
  'sends more than anybody reads': response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const part = `"${'x'.repeat(1024 * 1024)}",`;
    response.write('{"items":[');
    let sent = 0;
    const more = () => {
      sent += 1;
      if (sent > 80) {
        response.end('0]}');
      } else if (!response.destroyed) {
        response.write(part, more);
      }
    };
    more();
  },
};

/** What has no end, and need not begin either: a watch's headers come with its first event. */
const isWatch = ({ url }: IncomingMessage) =>
  /[?&]watch=|\/stream\//.test(url!);

/** Stands before a server that is well, and does something else when it is told to. */
export class FaultyServer {
  /** Addresses, in the order in which they were asked for. */
  readonly asked: string[] = [];
  /** Looks at who comes, and may name the status with which he is turned away. What is open stays open. */
  doorman: (request: IncomingMessage) => number | undefined = () => undefined;
  private answering = 0;
  private fault: Fault | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly upstream: number,
  ) {
    server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    server.on('request', (request, response) => this.handle(request, response));
  }

  static async before(upstream: number): Promise<FaultyServer> {
    const server = createServer();
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    return new FaultyServer(server, upstream);
  }

  get port() {
    return (this.server.address() as AddressInfo).port;
  }

  /** What is open is cut, as it is when a server dies or comes back. */
  break(fault: Fault | undefined) {
    this.fault = fault;
    this.sockets.forEach(socket => socket.destroy());
  }

  get requests() {
    return this.asked.length;
  }

  get open() {
    return this.sockets.size;
  }

  /** Waits in real time until nothing is being answered, and nothing more is asked because of an answer. */
  async quiet() {
    let quiet = 0;
    for (let i = 0; i < 5_000 && quiet < 3; i++) {
      await new Promise(resolve => setTimeout(resolve, 1));
      quiet = this.answering === 0 ? quiet + 1 : 0;
    }
  }

  async stop() {
    this.sockets.forEach(socket => socket.destroy());
    await new Promise(done => {
      this.server.close(done);
    });
  }

  private handle(request: IncomingMessage, response: ServerResponse) {
    this.asked.push(request.url!);
    response.on('error', () => {});
    if (this.fault) {
      this.fault(response, request);
      return;
    }
    const refused = this.doorman(request);
    if (refused) {
      answer(refused, '{"errors":["permission denied"]}')(response, request);
      return;
    }
    if (!isWatch(request)) {
      this.answering += 1;
      response.on('close', () => {
        this.answering -= 1;
      });
    }
    const onward = ask(
      {
        host: '127.0.0.1',
        port: this.upstream,
        path: request.url,
        method: request.method,
        headers: request.headers,
      },
      back => {
        response.writeHead(back.statusCode!, back.headers);
        response.flushHeaders();
        back.pipe(response);
        back.on('error', () => response.destroy());
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }
}
