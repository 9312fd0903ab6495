import type { Config } from '@backstage/config';

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

/** Those that the portal knows already. */
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

/** Where people see an Application of it; nowhere, where only the address for programs is known. */
export function applicationLink(
  { frontendUrl }: Pick<ArgoInstance, 'frontendUrl'>,
  { namespace, name }: { namespace: string; name: string },
): string | undefined {
  return frontendUrl && `${frontendUrl}/applications/${namespace}/${name}`;
}
