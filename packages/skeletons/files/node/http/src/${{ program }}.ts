import { registerApi } from './api/greetings.ts';
import { main } from './core/program.ts';
import { observeRequests } from './core/requests.ts';
import { createServer, serveUntil } from './core/server.ts';
{%- if needs.postgres %}
import { greetingsIn } from './greetings/greetings.ts';
{%- endif %}
{%- if needs.any %}
import { openNeeds } from './needs/needs.ts';
{%- endif %}

await main({ listen: { variable: 'PORT', port: ${{ port }} } }, async (signal, config, log) => {
{%- if needs.any %}
  const needs = openNeeds(config, log);
  const server = createServer(log, needs.states);
{%- else %}
  const server = createServer(log);
{%- endif %}
  observeRequests(server);
  registerApi(server.app{% if needs.postgres %}, greetingsIn(needs.postgres){% endif %});
  await serveUntil(signal, server, config){% if needs.any %}.finally(needs.close){% endif %};
});
