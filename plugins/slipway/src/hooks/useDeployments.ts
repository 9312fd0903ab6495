import type {
  EnvironmentDeployments,
  FirstDay,
} from '@slipway/plugin-slipway-common';
import type { Reading } from './EntityStore';
import { useEntityReading } from './useEntityState';

export interface DeploymentsReading {
  value?: {
    environments: EnvironmentDeployments[];
    unread?: string[];
    firstDay?: FirstDay;
  };
  error?: Error;
}

/** The part of what is known that says what runs: the back end's own document of it would be a second request. */
const deploymentsIn = ({ value, error }: Reading): DeploymentsReading => ({
  ...(value && {
    value: {
      ...(value.unread && { unread: value.unread }),
      ...(value.firstDay && { firstDay: value.firstDay }),
      environments: value.environments.map(
        ({ name, cluster, namespace, guessed, deployments, commits }) => ({
          name,
          cluster,
          namespace,
          ...(guessed && { guessed }),
          state: deployments,
          commits,
        }),
      ),
    },
  }),
  ...(error && { error }),
});

/** What runs of an entity, kept current for as long as somebody looks. */
export function useDeployments(entityRef: string | undefined) {
  return useEntityReading(entityRef, deploymentsIn);
}
