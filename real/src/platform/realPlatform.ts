import { RealArgocd, startRealArgocd } from '../argocd/realArgocd';
import { RealCluster, startRealCluster } from '../cluster/realCluster';
import { askGitea } from '../gitea/ask';
import { RealGitea, startRealGitea } from '../gitea/realGitea';
import { RealVault, startRealVault } from '../vault/realVault';

/** As the bundle in `real/platform` names the one cluster that there is. */
const CLUSTER = 'real';

export interface RealPlatform {
  cluster: RealCluster;
  gitea: RealGitea;
  argocd: RealArgocd;
  vault: RealVault;
  stop(): Promise<void>;
}

/** Everything that a portal needs of a platform, and all of it real. */
export async function startRealPlatform(): Promise<RealPlatform> {
  const stops: Array<() => Promise<void>> = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) {
      await one();
    }
  };
  const kept = async <T extends { stop(): Promise<void> }>(
    starting: Promise<T>,
  ) => {
    const one = await starting;
    stops.push(one.stop);
    return one;
  };
  try {
    const cluster = await kept(startRealCluster({ working: true }));
    const gitea = await kept(startRealGitea());
    await askGitea(gitea, 'POST', '/orgs', { username: 'shop' });
    return {
      cluster,
      gitea,
      argocd: await kept(startRealArgocd(cluster, CLUSTER)),
      vault: await kept(startRealVault()),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where `app-config.real.yaml` finds it. */
export function variables(platform: RealPlatform): Record<string, string> {
  const { cluster, gitea, argocd, vault } = platform;
  return {
    SLIPWAY_GITEA_HOST: new URL(gitea.url).host,
    SLIPWAY_GITEA_URL: gitea.url,
    SLIPWAY_GITEA_USERNAME: gitea.username,
    SLIPWAY_GITEA_PASSWORD: gitea.password,
    SLIPWAY_ARGOCD_URL: argocd.url,
    SLIPWAY_ARGOCD_USERNAME: argocd.username,
    SLIPWAY_ARGOCD_PASSWORD: argocd.password,
    SLIPWAY_VAULT_URL: vault.url,
    SLIPWAY_VAULT_TOKEN: vault.rootToken,
    SLIPWAY_KUBERNETES_URL: cluster.url,
    SLIPWAY_KUBERNETES_TOKEN: cluster.token,
    SLIPWAY_KUBERNETES_CA: Buffer.from(cluster.ca).toString('base64'),
  };
}
