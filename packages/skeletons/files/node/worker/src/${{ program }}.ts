import { main } from './app/program.ts';
import { createServer, serveUntil } from './app/server.ts';
import { every } from './work/every.ts';
import { handle } from './work/handle.ts';
import { worker } from './work/work.ts';

// Works until it is told to end, and is asked for its health meanwhile. What is under way is finished first.
await main({ variable: 'METRICS_PORT', port: ${{ port }} }, async (signal, config, log) => {
  const server = createServer(log);
  const work = worker({ queue: every(60_000), handle, registry: server.registry, log });
  const worked = new AbortController();
  const unasked = new AbortController();
  await Promise.all([
    // Where nobody can ask how the worker is, it ends as well.
    serveUntil(worked.signal, server, config).finally(() => unasked.abort()),
    work(AbortSignal.any([signal, unasked.signal])).finally(() => worked.abort()),
  ]);
});
