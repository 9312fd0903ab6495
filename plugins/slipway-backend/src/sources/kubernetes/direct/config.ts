import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** A cluster that is asked without the Kubernetes back end in between. */
export interface DirectCluster {
  name: string;
  url: string;
  /** The token, or the file that has it at any time. */
  token: { text: string } | { file: string };
  /** Certificates to trust, likewise; those that the process trusts, when left out. */
  ca?: { text: string } | { file: string };
  skipTLSVerify: boolean;
}

const POD = '/var/run/secrets/kubernetes.io/serviceaccount';
const DIRECT = 'slipway.sources.kubernetes.direct';
const LOCATORS = 'kubernetes.clusterLocatorMethods';

/** Those that are opted in, by name, as the Kubernetes back end's configuration has them. */
export function directClustersIn(
  config: RootConfigService,
): ReadonlyMap<string, DirectCluster> {
  const wanted = config.getOptionalConfigArray(DIRECT) ?? [];
  const known = knownIn(config);
  const wrong: string[] = [];
  const found = wanted.flatMap((one, i) => {
    try {
      const name = one.getString('cluster');
      const cluster = known.get(name);
      if (!cluster) {
        throw new Error(
          `${name} is none of the clusters of type config in ${LOCATORS}`,
        );
      }
      return [[name, directCluster(name, cluster, one)] as const];
    } catch (error) {
      wrong.push(`${DIRECT}[${i}]: ${(error as Error).message}`);
      return [];
    }
  });
  if (wrong.length > 0) {
    throw new InputError(`The configuration is wrong: ${wrong.join('; ')}`);
  }
  return new Map(found);
}

function knownIn(config: RootConfigService): Map<string, Config> {
  const clusters = (config.getOptionalConfigArray(LOCATORS) ?? [])
    .filter(locator => locator.getOptionalString('type') === 'config')
    .flatMap(locator => locator.getOptionalConfigArray('clusters') ?? []);
  return new Map(
    clusters.map(one => [one.getOptionalString('name') ?? '', one]),
  );
}

function directCluster(
  name: string,
  cluster: Config,
  wish: Config,
): DirectCluster {
  const url = cluster.getString('url').replace(/\/+$/, '');
  if (!/^https?:\/\/[^\s/]+(\/\S*)?$/.test(url)) {
    throw new Error(`${name} has no address such as https://eu-1.example:6443`);
  }
  const metadata = cluster.getOptional<Record<string, string>>('authMetadata');
  const provider =
    cluster.getOptionalString('authProvider') ??
    metadata?.['kubernetes.io/auth-provider'] ??
    'serviceAccount';
  if (provider !== 'serviceAccount') {
    throw new Error(
      `${name} is signed in to with ${provider}, and can only be read with a service account`,
    );
  }
  const text =
    cluster.getOptionalString('serviceAccountToken') ??
    metadata?.serviceAccountToken;
  const file = wish.getOptionalString('tokenFile');
  const ownPod = !file && !text;
  return {
    name,
    url,
    token: !file && text ? { text } : { file: file ?? `${POD}/token` },
    ...caOf(cluster, ownPod),
    skipTLSVerify: cluster.getOptionalBoolean('skipTLSVerify') ?? false,
  };
}

/** As the Kubernetes back end does it: with the pod's own token its own certificates are trusted. */
function caOf(cluster: Config, ownPod: boolean): Pick<DirectCluster, 'ca'> {
  const data = cluster.getOptionalString('caData');
  const file =
    cluster.getOptionalString('caFile') ??
    (ownPod ? `${POD}/ca.crt` : undefined);
  if (data) {
    return { ca: { text: Buffer.from(data, 'base64').toString('utf8') } };
  }
  return file ? { ca: { file } } : {};
}
