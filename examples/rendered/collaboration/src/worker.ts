import { main } from './core/program.ts';
import { createServer, serveUntil } from './core/server.ts';
import { greetingsIn } from './greetings/greetings.ts';
import { openNeeds } from './needs/needs.ts';
import { handler } from './work/handle.ts';
import { sqsQueue } from './work/sqs.ts';
import { worker } from './work/work.ts';

// Works until it is told to end, and is asked for its health meanwhile. What is under way is finished first.
await main({ listen: { variable: 'METRICS_PORT', port: 9090 }, queue: true }, async (signal, config, log) => {
  const needs = openNeeds(config, log);
  const queue = sqsQueue(needs.sqs, config.queue, config.deadLetters);
  const handle = handler(greetingsIn(needs.postgres));
  const server = createServer(log, needs.states);
  const work = worker({ queue, handle, registry: server.registry, log });
  const worked = new AbortController();
  const unasked = new AbortController();
  await Promise.all([
    // Where nobody can ask how the worker is, it ends as well.
    serveUntil(worked.signal, server, config).finally(() => unasked.abort()),
    work(AbortSignal.any([signal, unasked.signal])).finally(() => worked.abort()),
  ]).finally(async () => {
    await queue.close();
    await needs.close();
  });
});
