import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { slipwayPermissions } from '@slipway/plugin-slipway-common';
import {
  SourceFactory,
  createComposer,
  platformServiceRef,
  slipwaySourcesExtensionPoint,
} from '@slipway/plugin-slipway-node';
import { Actor, DeliveryActions } from './acting';
import { registerLists } from './actions/lists';
import { registerReads } from './actions/reads';
import { createLooker } from './firstDay';
import { EntityDirectory } from './entities/EntityDirectory';
import { systemClock } from './lib/clock';
import { Notifier, troubled } from './notifications';
import { createRouter } from './router';
import { followChanges } from './service/ChangeFeed';
import { CreateService } from './service/CreateService';
import { Fleet } from './service/fleet/Fleet';
import { FleetIndex } from './service/fleet/FleetIndex';
import { Ownership } from './service/Ownership';
import { StateService } from './service/StateService';
import { Readers } from './service/Readers';
import { publishSignals } from './service/signals';
import { StateWriter } from './service/StateWriter';
import { TakenRepositories } from './service/TakenRepositories';
import { createTelemetry } from './service/telemetry';
import { LiveSettings } from './settings';
import { createSources, defaultSources, startSources } from './sources';
import { GitClient } from './sources/git/GitClient';
import { ProxyClusterDirectory } from './sources/kubernetes/proxyClient';
import {
  Changes,
  KnexLeaseStore,
  KnexStateStore,
  KnexTroubleStore,
  promptly,
} from './store';

/** What clusters say about services, known before anyone asks. */
export const slipwayPlugin = createBackendPlugin({
  pluginId: 'slipway',
  register(env) {
    const factories: SourceFactory[] = [];
    env.registerExtensionPoint(slipwaySourcesExtensionPoint, {
      addSource: factory => factories.push(factory),
    });

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        metrics: metricsServiceRef,
        notifications: notificationService,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        platform: platformServiceRef,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { catalog, config, logger, permissions, platform } = deps;
        const clock = systemClock;
        const settings = LiveSettings.follow(config, logger);
        const readers = new Readers();
        const store = await KnexStateStore.create(deps.database);
        const reads = promptly(store, { clock, logger });
        const entities = new EntityDirectory({ ...deps, clock });
        const firstDay = createLooker({ ...deps, settings, clock, store });
        const state = new StateService({
          store: reads,
          catalog,
          permissions,
          readers,
          entities,
          clock,
          ...firstDay,
        });
        const index = new FleetIndex(reads, clock);
        const fleet = new Fleet({
          store: reads,
          index,
          entities,
          permissions,
          clock,
        });
        deps.permissionsRegistry.addPermissions(slipwayPermissions);
        deps.httpRouter.use(
          await createRouter({
            actions: new DeliveryActions({
              on: () => settings.now('acting').value.on,
              store: reads,
              entities,
              permissions,
              actor: settings.made(
                'acting',
                ({ instances }) =>
                  new Actor({
                    directory: new ProxyClusterDirectory(deps),
                    instances,
                    clock,
                  }),
              ),
              clock,
            }),
            auditor: deps.auditor,
            httpAuth: deps.httpAuth,
            state,
            fleet,
            create: new CreateService({
              composer: createComposer({ config, platform }),
              permissions,
              platform,
              entities,
              store: reads,
              taken: new TakenRepositories({
                client: settings.made(
                  'looks',
                  ({ integrations }) => new GitClient(integrations, clock),
                ),
                repositoryOf: firstDay.repositoryOf,
                clock,
              }),
            }),
          }),
        );
        const { actionsRegistry } = deps;
        registerReads({ actionsRegistry, state });
        registerLists({ actionsRegistry, state, fleet });

        const publish = publishSignals(deps);
        const onChange = (changes: Changes) =>
          publish(readers.signalsFor(changes));
        const telemetry = createTelemetry(deps.metrics, clock);
        const ownership = await Ownership.create({
          leases: new KnexLeaseStore(await deps.database.getClient()),
          clock,
          random: Math.random,
          logger,
          createWriter: lease =>
            StateWriter.create({
              store,
              clock,
              logger,
              onChange,
              telemetry: telemetry(),
              ...(lease && { lease }),
            }),
        });
        const sources = createSources(
          defaultSources({
            ...deps,
            settings,
            clock,
            random: Math.random,
            entities,
            store,
            ...firstDay,
          }),
          factories,
        );
        await deps.scheduler.scheduleTask({
          id: 'forget',
          scope: 'global',
          frequency: { hours: 24 },
          initialDelay: { minutes: 10 },
          timeout: { minutes: 10 },
          fn: async () => {
            const { keepMs } = settings.now('history').value;
            const before = new Date(clock.now() - keepMs).toISOString();
            logger.info(`Forgot ${await store.forget(before)} events`);
          },
        });
        const memory = new KnexTroubleStore(await deps.database.getClient());
        const notifier = settings.made(
          'notifications',
          interests =>
            interests &&
            new Notifier({
              services: troubled({ store, index, entities, interests }),
              memory,
              notifications: deps.notifications,
              interests,
              clock,
              logger,
            }),
        );
        await deps.scheduler.scheduleTask({
          id: 'notify',
          scope: 'global',
          frequency: { minutes: 1 },
          // The clusters are read first.
          initialDelay: { minutes: 2 },
          timeout: { minutes: 5 },
          fn: async () => notifier()?.round(),
        });
        const ending = new AbortController();
        const running = { stop: async () => {} };
        // The other back ends of this portal must listen before they are asked; the cards are served meanwhile.
        deps.lifecycle.addStartupHook(() => {
          entities.run(ending.signal);
          running.stop = startSources({ sources, sink: ownership, logger });
          followChanges(
            { store, readers, clock, logger, tell: publish },
            ending.signal,
          );
        });
        deps.lifecycle.addShutdownHook(async () => {
          ending.abort();
          await running.stop();
          await ownership.close();
        });
      },
    });
  },
});
