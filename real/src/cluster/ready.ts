import net from 'node:net';
import { Supervised } from './supervised';

/** Called with each program as soon as it runs, so that a failure later on still ends it. */
export type Keep = (program: Supervised) => void;

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export async function untilReady(
  name: string,
  program: Supervised,
  check: () => Promise<boolean>,
): Promise<void> {
  const patience = AbortSignal.timeout(120_000);
  while (!patience.aborted) {
    if (program.ended) {
      throw new Error(`${name} ended:\n${await program.log()}`);
    }
    if (await check().catch(() => false)) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`${name} is not ready after 120 s:\n${await program.log()}`);
}
