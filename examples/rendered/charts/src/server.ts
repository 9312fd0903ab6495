import { registerApi } from './api/greetings.ts';
import { main } from './app/program.ts';
import { observeRequests } from './app/requests.ts';
import { createServer, serveUntil } from './app/server.ts';

await main({ listen: { variable: 'PORT', port: 3000 } }, async (signal, config, log) => {
  const server = createServer(log);
  observeRequests(server);
  registerApi(server.app);
  await serveUntil(signal, server, config);
});
