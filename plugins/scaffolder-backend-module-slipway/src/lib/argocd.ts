import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { reach } from './reach';

/** An Argo CD, as Roadie's and the community's plugins configure it. */
export interface ArgoInstance {
  name: string;
  url: string;
  /** Where people see it. */
  frontendUrl?: string;
  token?: string;
  username?: string;
  password?: string;
}

export function argoInstances(config: Config): ArgoInstance[] {
  const shared = {
    username: config.getOptionalString('argocd.username'),
    password: config.getOptionalString('argocd.password'),
  };
  return (config.getOptionalConfigArray('argocd.appLocatorMethods') ?? [])
    .filter(method => method.getString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('instances') ?? [])
    .map(instance => ({
      name: instance.getString('name'),
      url: instance.getString('url').replace(/\/$/, ''),
      frontendUrl: instance
        .getOptionalString('frontendUrl')
        ?.replace(/\/$/, ''),
      token: instance.getOptionalString('token'),
      username: instance.getOptionalString('username') ?? shared.username,
      password: instance.getOptionalString('password') ?? shared.password,
    }));
}

export function chooseArgoInstance(
  instances: ArgoInstance[],
  name?: string,
): ArgoInstance {
  const chosen = name
    ? instances.find(instance => instance.name === name)
    : instances[0];
  if (!chosen) {
    throw new InputError(
      instances.length
        ? `There is no Argo CD instance '${name}'; known: ${instances
            .map(instance => instance.name)
            .join(', ')}`
        : "The portal's configuration names no Argo CD instance under argocd.appLocatorMethods",
    );
  }
  return chosen;
}

async function tokenOf(
  instance: ArgoInstance,
  signal?: AbortSignal,
): Promise<string> {
  if (instance.token) {
    return instance.token;
  }
  const response = await reach(
    `Argo CD instance '${instance.name}'`,
    `${instance.url}/api/v1/session`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        username: instance.username,
        password: instance.password,
      }),
      signal,
      expect: [200],
    },
  );
  return (await response.json()).token;
}

/** Creates an Application or brings it up to what is given. */
export async function upsertApplications(
  instance: ArgoInstance,
  applications: unknown[],
  signal?: AbortSignal,
): Promise<void> {
  const token = await tokenOf(instance, signal);
  for (const application of applications) {
    await reach(
      `Argo CD instance '${instance.name}'`,
      `${instance.url}/api/v1/applications?upsert=true`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(application),
        signal,
        expect: [200],
      },
    );
  }
}
