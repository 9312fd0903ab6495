import { main } from './core/program.ts';
import { createServer, serveUntil } from './core/server.ts';
import { openPages } from './core/pages.ts';

await main({ listen: { variable: 'PORT', port: ${{ port }} } }, async (signal, config, log) => {
  const server = createServer(log);
  const pages = await openPages(server.http, log);
  server.pages = pages.answer;
  await serveUntil(signal, server, log, config).finally(pages.close);
});
