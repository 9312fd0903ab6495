import { dirname, join } from 'node:path';
import type { PlatformBundle } from '@slipway/model';
import { loadBuiltInBundle, readTree } from '@slipway/skeletons';
import { version } from '../package.json';
import { costPart } from './parts/cost';
import { withContact } from './parts/contact';

/** What ACME sets; the rest is as Slipway brings it. Portal, command line and pipelines load this one function. */
export async function bundle(): Promise<PlatformBundle> {
  const builtIn = await loadBuiltInBundle();
  return {
    ...builtIn,
    name: '@acme/platform',
    version,
    registry: 'registry.acme.example',
    clusters: {
      ...builtIn.clusters,
      // What a cluster has decides what is written for it; `local` has none of this, so it is left out there.
      'eu-1': {
        ...builtIn.clusters['eu-1'],
        apis: ['gateway.networking.k8s.io/v1', 'monitoring.coreos.com/v1'],
        zones: 3,
        gateway: { name: 'public', namespace: 'gateways' },
        monitoring: { by: 'operator', labels: { release: 'prometheus' } },
        domain: 'eu.acme.example',
      },
    },
    defaults: {
      delivery: { engine: 'argocd' },
      workloads: { worker: { shutdown: { grace: '2m' } } },
      stages: { prod: { workload: { replicas: 2 } } },
    },
    // What a default says, a spec may say otherwise; not so what is locked.
    locks: [
      {
        path: 'delivery.engine',
        reason: 'all of ACME is delivered by Argo CD',
      },
    ],
    skeletons: {
      ...builtIn.skeletons,
      'go-http': {
        ...builtIn.skeletons['go-http'],
        ...(await readTree(ownSkeleton('go-http'))),
      },
    },
    parts: parts => [
      ...parts.map(part => (part.name === 'docs' ? withContact(part) : part)),
      costPart,
    ],
  };
}

function ownSkeleton(name: string): string {
  const root = dirname(require.resolve('../package.json'));
  return join(root, 'skeletons', name);
}
