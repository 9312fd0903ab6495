import { Gauge } from 'prom-client';
import { main } from './core/program.ts';
import { observeRequests } from './core/requests.ts';
import { createServer, serveUntil } from './core/server.ts';
import { createHub } from './live/hub.ts';
import { redisBus } from './live/redis.ts';
import { acceptGuests } from './live/upgrade.ts';
import { wordsIn } from './live/words.ts';
import { openNeeds } from './needs/needs.ts';

await main({ listen: { variable: 'PORT', port: 3000 } }, async (signal, config, log) => {
  const needs = openNeeds(config, log);
  const server = createServer(log, needs.states);
  const hub = createHub(redisBus(needs.redis), wordsIn(needs.postgres), log);
  new Gauge({
    name: 'open_connections',
    help: 'Guests who are here.',
    registers: [server.registry],
    collect() {
      this.set(hub.open());
    },
  });
  acceptGuests(server, hub, observeRequests(server));
  // The server ends when the last guest has left.
  const seeOff = () => hub.close(config.shutdownTimeout);
  signal.addEventListener('abort', () => void seeOff(), { once: true });
  try {
    await serveUntil(signal, server, config);
  } finally {
    await seeOff();
    await needs.close();
  }
});
