import { RootConfigService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { PlatformBundle } from '@slipway/model';
import { LiveSettings } from '../settings';
import { createSources, defaultSources, startSources } from '../sources';
import { FakeClock } from './FakeClock';
import { KubernetesStub } from './KubernetesStub';
import { Claims, openStore, soleOwner } from './following';

/** A configuration that changes while somebody reads it, as Backstage's does when one of its files is written. */
export function changingConfig(data: JsonObject) {
  let reader = new ConfigReader(data);
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return { unsubscribe: () => listeners.delete(listener) };
  };
  const config = new Proxy({} as RootConfigService, {
    get(_, name) {
      const value = Reflect.get(reader, name);
      return name === 'subscribe' ? subscribe : value?.bind?.(reader) ?? value;
    },
  });
  return {
    config,
    change(next: JsonObject) {
      reader = new ConfigReader(next);
      listeners.forEach(listener => listener());
    },
  };
}

/** All that the plugin reads by itself, on a configuration that changes and a clock that a test turns. */
export async function configured(options: {
  config: RootConfigService;
  clusters: KubernetesStub;
  clock: FakeClock;
}) {
  const { clock, clusters } = options;
  const opened = await openStore();
  const logger = mockServices.logger.mock();
  const settings = LiveSettings.follow(options.config, logger);
  const ownership = await soleOwner({ ...opened, clock, logger });
  const sources = createSources(
    defaultSources({
      settings,
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async id => `http://127.0.0.1:${clusters.port}/api/${id}`,
      }),
      clock,
      random: () => 0,
      entities: new Claims() as any,
      store: opened.store,
      platform: { bundle: async () => ({} as PlatformBundle) },
      looker: { look: async () => undefined },
      repositoryOf: () => undefined,
    }),
    [],
  );
  const end = startSources({ sources, sink: ownership, logger });
  return {
    ...opened,
    logger,
    /** How each source is that is read. */
    async health() {
      return Object.fromEntries(
        (await opened.store.health()).flatMap(({ id, value }) =>
          value ? [[id, value]] : [],
        ),
      );
    },
    /** What this replica alone may read just now. */
    async held(): Promise<string[]> {
      const rows = await opened.knex('lease').where('until', '>', clock.now());
      return rows.map(({ name }) => name).sort();
    },
    async stop() {
      await end();
      await ownership.close();
      await opened.knex.destroy();
    },
  };
}
