import { Gauge } from 'prom-client';
import { main } from './core/program.ts';
import { observeRequests } from './core/requests.ts';
import { createServer, serveUntil } from './core/server.ts';
{%- if not needs.redis %}
import { localBus } from './live/bus.ts';
{%- endif %}
import { createHub } from './live/hub.ts';
{%- if needs.redis %}
import { redisBus } from './live/redis.ts';
{%- endif %}
import { acceptGuests } from './live/upgrade.ts';
{%- if needs.postgres %}
import { wordsIn } from './live/words.ts';
{%- endif %}
{%- if needs.any %}
import { openNeeds } from './needs/needs.ts';
{%- endif %}

await main({ listen: { variable: 'PORT', port: ${{ port }} } }, async (signal, config, log) => {
{%- if needs.any %}
  const needs = openNeeds(config, log);
{%- endif %}
  const server = createServer(log{% if needs.any %}, needs.states{% endif %});
  const hub = createHub({% if needs.redis %}redisBus(needs.redis){% else %}localBus(){% endif %}{% if needs.postgres %}, wordsIn(needs.postgres){% endif %}, log);
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
{%- if needs.any %}
    await needs.close();
{%- endif %}
  }
});
