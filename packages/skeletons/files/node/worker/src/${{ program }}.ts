import { main } from './app/program.ts';
import { createServer, serveUntil } from './app/server.ts';
import { every } from './work/every.ts';
import { handle } from './work/handle.ts';
import { worker } from './work/work.ts';

// Works until it is told to end, and is asked for its health meanwhile. What is under way is finished first.
await main({ variable: 'METRICS_PORT', port: ${{ port }} }, async (signal, config, log) => {
  const server = createServer(log);
  const work = worker({ queue: every(60_000), handle, registry: server.registry, log });
  const asked = new AbortController();
  const working = work(signal).finally(() => asked.abort());
  await Promise.all([working, serveUntil(asked.signal, server, config)]);
});
