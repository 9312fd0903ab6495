import { managed } from '../../files';
import { dockerignore } from '../dockerfile/dockerfile';
import type { Part } from '../part';
import { aboutSchemas, composition, configuration } from './configuration';
import { dockerfile } from './image';
import { routerOf, subgraphsOf } from './subgraphs';

/** An Apollo Router: its image, made of its configuration and of the graph that the build composes. */
export const routerPart: Part = {
  name: 'router',
  files(ctx) {
    const workload = routerOf(ctx);
    return workload
      ? [
          managed('Dockerfile', dockerfile(ctx, workload)),
          dockerignore(),
          managed('router.yaml', configuration(ctx)),
          managed('supergraph.yaml', composition(ctx)),
          managed('subgraphs/README.md', aboutSchemas(ctx)),
        ]
      : [];
  },
  pod(_ctx, environment, workload) {
    return workload.router
      ? {
          env: [
            ...subgraphsOf(environment, workload).map(({ variable, url }) => ({
              name: variable,
              value: url,
            })),
            // It knows the usual variables of a collector, and not by them alone that there is one.
            ...(environment.profile.tracing
              ? [{ name: 'TRACES_ENABLED', value: 'true' }]
              : []),
          ],
        }
      : {};
  },
};
