import { InputError } from '@backstage/errors';
import type { ArgoInstance } from '@slipway/plugin-slipway-node';
import type { Application } from './applications';
import { reach, type Reach } from './reach';

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

export interface ArgoApi {
  /** The one of that name that is there, or undefined. */
  find(application: Application): Promise<Application | undefined>;
  /** Creates an Application or brings it up to what is given. */
  upsert(application: Application): Promise<void>;
  /** Ends an Application, and what it brought into the cluster with it. */
  remove(application: Application): Promise<void>;
}

/** One session for all calls. */
export async function argoApi(
  instance: ArgoInstance,
  limits: Pick<Reach, 'signal' | 'timeLimit'>,
): Promise<ArgoApi> {
  const call = (
    path: string,
    request: Pick<Reach, 'to' | 'method' | 'body'>,
    token?: string,
  ) =>
    reach({
      who: `Argo CD instance '${instance.name}'`,
      url: `${instance.url}/api/v1${path}`,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      expect: [200],
      ...request,
      ...limits,
    });
  const signIn = async () => {
    const { username, password } = instance;
    if (!username || !password) {
      throw new InputError(
        `Argo CD instance '${instance.name}' has neither a token nor username and password in the portal's configuration`,
      );
    }
    const { body } = await call('/session', {
      to: 'sign the portal in',
      method: 'POST',
      body: { username, password },
    });
    return (body as { token?: string }).token;
  };
  const token = instance.token ?? (await signIn());

  return {
    async find({ metadata }) {
      // Asked for a single one, Argo CD does not tell "absent" from "denied".
      const { body } = await call(
        `/applications?name=${encodeURIComponent(metadata.name)}`,
        { to: `look for the Application '${metadata.name}'` },
        token,
      );
      const { items } = body as { items?: Application[] | null };
      return items?.find(
        item =>
          item.metadata.name === metadata.name &&
          item.metadata.namespace === metadata.namespace,
      );
    },
    async remove({ metadata: { name, namespace } }) {
      await call(
        `/applications/${encodeURIComponent(
          name,
        )}?cascade=true&appNamespace=${encodeURIComponent(namespace)}`,
        { to: `remove the Application '${name}'`, method: 'DELETE' },
        token,
      );
    },
    async upsert(application) {
      await call(
        '/applications?upsert=true',
        {
          to: `register the Application '${application.metadata.name}'`,
          method: 'POST',
          body: application,
        },
        token,
      );
    },
  };
}
