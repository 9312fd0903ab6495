import { main } from './core/program.ts';
import { createServer, serveUntil } from './core/server.ts';
{%- if needs.postgres %}
import { greetingsIn } from './greetings/greetings.ts';
{%- endif %}
{%- if needs.any %}
import { openNeeds } from './needs/needs.ts';
{%- endif %}
import { createCalls, serveCalls } from './rpc/calls.ts';
import { greetingsService } from './rpc/greetings.ts';
import { GreetingsService } from './rpc/greetings/v1/greetings.ts';

// Answers calls until it is told to end, and is asked for its metrics on a port of its own until the last one is answered.
const asks = { listen: { variable: 'METRICS_PORT', port: ${{ sidePort }} }, callsPort: ${{ port }} };

await main(asks, async (signal, config, log) => {
{%- if needs.any %}
  const needs = openNeeds(config, log);
{%- endif %}
  const server = createServer(log{% if needs.any %}, needs.states{% endif %});
  const calls = createCalls(server, log);
  calls.addService(GreetingsService, greetingsService(log{% if needs.postgres %}, greetingsIn(needs.postgres){% endif %}));
  const answered = new AbortController();
  const unasked = new AbortController();
  await Promise.all([
    // Where nobody can ask how the calls are, they end as well.
    serveUntil(answered.signal, server, config).finally(() => unasked.abort()),
    serveCalls(AbortSignal.any([signal, unasked.signal]), calls, server, config).finally(() => answered.abort()),
  ]){% if needs.any %}.finally(needs.close){% endif %};
});
