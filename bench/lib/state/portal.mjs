import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ROOT } from '../../../scripts/lib/paths.mjs';

/*
 * A portal with the back ends that are compared, and one that answers at once: what that one takes is what nobody can go
 * below on this machine.
 */

// What the portal of this repository has, as it has it.
const load = createRequire(join(ROOT, 'packages/backend/package.json'));
const { createBackend } = load('@backstage/backend-defaults');
const { coreServices, createBackendModule, createBackendPlugin } = load(
  '@backstage/backend-plugin-api',
);
const { catalogProcessingExtensionPoint, catalogServiceRef } = load(
  '@backstage/plugin-catalog-node',
);
const { slipwayStateReadPermission } = load('@slipway/plugin-slipway-common');
const express = load('express');

const { entities, clusters, holders } = JSON.parse(process.env.BENCH_STATE);

const location = 'url:https://example.org/catalog';

const entityOf = (_, service) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: `svc-${service}`,
    namespace: 'default',
    annotations: {
      'backstage.io/managed-by-location': location,
      'backstage.io/managed-by-origin-location': location,
      'backstage.io/kubernetes-id': `svc-${service}`,
      'slipway.dev/environments': Array.from({ length: holders }, (__, i) => {
        const cluster = (service + i) % clusters;
        return `env-${cluster}=c${cluster}/svc-${service}-ns`;
      }).join(','),
    },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: `group:default/team-${service % 40}`,
    system: `system-${service % 100}`,
  },
});

/** Sockets among them; where the system tells. */
function openFiles() {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

const catalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'bench',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'bench',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: Array.from({ length: entities }, entityOf).map(
                entity => ({ entity, locationKey: 'bench' }),
              ),
            }),
        });
      },
    });
  },
});

const floor = createBackendPlugin({
  pluginId: 'floor',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
      },
      async init({ catalog, httpAuth, httpRouter, permissions }) {
        const delay = monitorEventLoopDelay({ resolution: 5 });
        delay.enable();
        let peak = 0;
        setInterval(() => {
          peak = Math.max(peak, process.memoryUsage().heapUsed);
        }, 20).unref();
        const router = express.Router();
        router.get('/view/:name', async (req, res) => {
          const credentials = await httpAuth.credentials(req);
          const ref = `component:default/${req.params.name}`;
          const [entity] = await Promise.all([
            catalog.getEntityByRef(ref, { credentials }),
            permissions.authorize(
              [{ permission: slipwayStateReadPermission, resourceRef: ref }],
              { credentials },
            ),
          ]);
          res.json({ known: Boolean(entity) });
        });
        router.get('/process', (req, res) => {
          if (req.query.gc) {
            global.gc();
          }
          const { user, system } = process.cpuUsage();
          const { heapUsed, rss } = process.memoryUsage();
          res.json({
            cpu: (user + system) / 1000,
            heap: heapUsed,
            rss,
            peak,
            handles: process.getActiveResourcesInfo().length,
            files: openFiles(),
            delay: {
              p50: delay.percentile(50) / 1e6,
              p99: delay.percentile(99) / 1e6,
              max: delay.max / 1e6,
            },
          });
          if (req.query.reset) {
            // The pause for the collection itself is told a moment later.
            setTimeout(() => delay.reset(), 100);
          }
          if (req.query.reset === 'all') {
            peak = 0;
          }
        });
        httpRouter.use(router);
        httpRouter.addAuthPolicy({
          path: '/process',
          allow: 'unauthenticated',
        });
      },
    });
  },
});

const backend = createBackend();
for (const name of [
  'auth-backend',
  'auth-backend-module-guest-provider',
  'permission-backend',
  'permission-backend-module-allow-all-policy',
  'catalog-backend',
  'kubernetes-backend',
  'signals-backend',
]) {
  backend.add(load(`@backstage/plugin-${name}`).default);
}
backend.add(load('@slipway/plugin-slipway-backend').default);
backend.add(catalogModule);
backend.add(floor);
await backend.start();
