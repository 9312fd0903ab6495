import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StateBackEnd {
  url: string;
  /** What was asked, with the kind of credentials alone. */
  asked: string[];
  stop(): void;
}

/** Stands where the state back end stands, and answers what a test wants: a body, or the status of a failure. */
export async function startStateBackEnd(
  answerTo: (path: string) => object | number,
): Promise<StateBackEnd> {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    const credentials = req.headers.authorization?.split(' ')[0];
    asked.push(`${req.method} ${req.url} ${credentials}`);
    const answer = answerTo(req.url!);
    res.statusCode = typeof answer === 'number' ? answer : 200;
    res.end(JSON.stringify(typeof answer === 'number' ? {} : answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () => server.close(),
  };
}
