{%- if shapes.realtime -%}
import type { Needs } from '../needs/needs.ts';
import { leave } from '../needs/redis.ts';
import type { Bus } from './bus.ts';

/** Keeps the service's channels apart from those of others. */
const PREFIX = '${{ name }}:rooms:';

/** The bus of all replicas: whoever is away when something is said misses it. */
export function redisBus(client: Needs['redis']): Bus {
  const subscriber = client.duplicate();
  // It connects and subscribes again by itself.
  subscriber.on('error', () => undefined);
  let subscribed: Promise<unknown> = Promise.resolve();
  return {
    async publish({ room, text }) {
      await client.publish(PREFIX + room, text);
    },
    subscribe(deliver) {
      subscribed = subscriber
        .connect()
        .then(() =>
          subscriber.pSubscribe(`${PREFIX}*`, (text, channel) => deliver({ room: channel.slice(PREFIX.length), text })),
        )
        .catch(() => undefined);
    },
    close: () => leave(subscriber, subscribed),
  };
}
{%- endif %}
