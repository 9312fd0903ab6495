import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Answer, NamespaceState } from '@slipway/plugin-slipway-common';
import { askState, type StateBackEnd } from './state';

/** What a namespace allows, or in words why nobody can say. */
export type Allowed = NamespaceState['resources'] | 'no quota' | Error;

export interface QuotaReader {
  (place: {
    cluster: string;
    namespace: string;
    credentials: BackstageCredentials;
    signal?: AbortSignal;
  }): Promise<Allowed>;
}

/** What the state back end knows is as old as its last look. */
export function quotaReader(
  deps: StateBackEnd & { timeLimit?: number },
): QuotaReader {
  const { timeLimit = 5_000 } = deps;
  return async ({ cluster, namespace, credentials, signal }) => {
    try {
      const place = [cluster, namespace].map(encodeURIComponent).join('/');
      const body = await askState(deps, credentials, {
        to: `tell the quota of ${namespace}`,
        path: `create/quotas/${place}`,
        signal,
        timeLimit,
      });
      return allowedIn(body as Answer<NamespaceState>);
    } catch (error) {
      signal?.throwIfAborted();
      return error as Error;
    }
  };
}

function allowedIn(answer: Answer<NamespaceState>): Allowed {
  switch (answer.answer) {
    case 'data':
      return answer.value.resources;
    case 'absent':
      return 'no quota';
    case 'denied':
      return new Error(`the portal may not ${answer.permission}`);
    default:
      return new Error(`its cluster cannot be read: ${answer.reason}`);
  }
}
