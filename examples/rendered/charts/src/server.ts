import { registerApi } from './api/greetings.ts';
import { main } from './core/program.ts';
import { observeRequests } from './core/requests.ts';
import { createServer, serveUntil } from './core/server.ts';

await main({ listen: { variable: 'PORT', port: 3000 } }, async (signal, config, log) => {
  const server = createServer(log);
  observeRequests(server);
  registerApi(server.app);
  await serveUntil(signal, server, config);
});
