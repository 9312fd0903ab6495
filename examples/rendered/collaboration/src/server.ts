import { registerApi } from './api/greetings.ts';
import { main } from './core/program.ts';
import { observeRequests } from './core/requests.ts';
import { createServer, serveUntil } from './core/server.ts';
import { greetingsIn } from './greetings/greetings.ts';
import { openNeeds } from './needs/needs.ts';

await main({ listen: { variable: 'PORT', port: 8080 } }, async (signal, config, log) => {
  const needs = openNeeds(config, log);
  const server = createServer(log, needs.states);
  observeRequests(server);
  registerApi(server.app, greetingsIn(needs.postgres));
  await serveUntil(signal, server, config).finally(needs.close);
});
