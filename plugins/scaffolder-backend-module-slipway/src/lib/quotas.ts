import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { Answer, NamespaceState } from '@slipway/plugin-slipway-common';
import { reach } from './reach';

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

/** Asks the portal's state back end as the one who started the task: what it knows is as old as its last look. */
export function quotaReader(deps: {
  auth: AuthService;
  discovery: DiscoveryService;
  timeLimit?: number;
}): QuotaReader {
  const { auth, discovery, timeLimit = 5_000 } = deps;
  return async ({ cluster, namespace, credentials, signal }) => {
    try {
      const [base, { token }] = await Promise.all([
        discovery.getBaseUrl('slipway'),
        auth.getPluginRequestToken({
          onBehalfOf: credentials,
          targetPluginId: 'slipway',
        }),
      ]);
      const place = [cluster, namespace].map(encodeURIComponent).join('/');
      const { body } = await reach({
        who: "Slipway's back end",
        to: `tell the quota of ${namespace}`,
        url: `${base}/v1/create/quotas/${place}`,
        headers: { authorization: `Bearer ${token}` },
        expect: [200],
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
