import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { reach, type Reach } from './reach';

export interface StateBackEnd {
  auth: AuthService;
  discovery: DiscoveryService;
}

/** Asks the portal's state back end as the one who started the task. */
export async function askState(
  { auth, discovery }: StateBackEnd,
  credentials: BackstageCredentials,
  {
    path,
    ...request
  }: Omit<Reach, 'who' | 'url' | 'headers' | 'expect'> & {
    path: string;
  },
): Promise<unknown> {
  const [base, { token }] = await Promise.all([
    discovery.getBaseUrl('slipway'),
    auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'slipway',
    }),
  ]);
  const { body } = await reach({
    who: "Slipway's back end",
    url: `${base}/v1/${path}`,
    headers: { authorization: `Bearer ${token}` },
    expect: [200],
    ...request,
  });
  return body;
}
