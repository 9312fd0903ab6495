import { join } from 'node:path';
import { SandboxPorts, clusterNames } from './addresses';
import {
  ARGOCD_NAMESPACE,
  ApplicationController,
  ApplicationStreams,
  argocdHandler,
} from './argocd';
import { Builds, Run } from './ci';
import { Background, Clock, Pace } from './clock';
import { OnError, RunningCluster, startCluster } from './clusters';
import { ControllerRunner } from './controllers';
import { FluxController } from './flux';
import { GitHost, GitHostState, giteaHandler } from './gitea';
import { Endpoint, FaultBoard, openEndpoint } from './http';
import { Cluster, Uses, typeOf } from './kubernetes';
import { JsonFile } from './persistence';
import { ImageRecord, Registry } from './registry';
import { Vault, VaultState, vaultHandler } from './vault';

export interface PlatformOptions {
  dataDir: string;
  ports: SandboxPorts;
  clock: Clock;
  background: Background;
  pace: Pace;
  faults: FaultBoard;
  requests: Map<string, number>;
  onError: OnError;
  /** How much services use of what they ask for. */
  uses?: Uses;
}

interface BuildState {
  runs: Run[];
  images: ImageRecord[];
}

/** Everything that stands for a platform, joined: clusters, Git host, builds, delivery. */
export interface Platform {
  clusters: RunningCluster[];
  /** The one with the Applications. */
  home: Cluster;
  host: GitHost;
  builds: Builds;
  registry: Registry;
  delivery: ApplicationController;
  gitea: Endpoint;
  argocd: Endpoint;
  vault: Vault;
  vaultServer: Endpoint;
  /** From now on time goes at its own pace. */
  letGo(): void;
  stop(): Promise<void>;
}

export async function startPlatform(
  options: PlatformOptions,
): Promise<Platform> {
  const { dataDir, ports, clock, background, pace, faults, requests, onError } =
    options;
  const stops: Array<() => Promise<void> | void> = [];
  const stop = async () => {
    for (const end of stops.reverse()) {
      await end();
    }
  };
  try {
    const clusters: RunningCluster[] = [];
    for (const name of clusterNames) {
      const running = await startCluster({
        name,
        port: ports[name],
        dataDir,
        clock,
        faults,
        requests,
        onError,
        uses: options.uses,
      });
      stops.push(running.save, running.endpoint.close);
      clusters.push(running);
    }
    const home = clusters[clusterNames.indexOf('eu-1')].cluster;

    const hostFile = new JsonFile<GitHostState>(
      join(dataDir, 'gitea.json'),
      onError,
    );
    const host = new GitHost(join(dataDir, 'git'), clock, () =>
      hostFile.changed(),
    );
    hostFile.keep(() => host.state());
    await host.prepare();
    host.restore(
      (await hostFile.read()) ?? {
        organizations: ['shop'],
        repositories: [],
        // The platform team has told its pipelines who pushes images.
        secrets: { shop: ['REGISTRY_USERNAME', 'REGISTRY_PASSWORD'] },
      },
    );
    stops.push(() => hostFile.flush());

    const buildFile = new JsonFile<BuildState>(
      join(dataDir, 'builds.json'),
      onError,
    );
    const changed = () => buildFile.changed();
    const registry = new Registry(changed);
    const builds = new Builds(host, registry, clock, background, pace, changed);
    buildFile.keep(() => ({ runs: builds.all(), images: registry.state() }));
    const built = await buildFile.read();
    registry.restore(built?.images ?? []);
    builds.restore(built?.runs ?? []);
    stops.push(() => buildFile.flush());
    stops.push(() => background.idle());

    const vaultFile = new JsonFile<VaultState>(
      join(dataDir, 'vault.json'),
      onError,
    );
    const vault = new Vault({
      clock,
      rootToken: 'sandbox-vault',
      onChange: () => vaultFile.changed(),
    });
    vaultFile.keep(() => vault.state());
    const kept = await vaultFile.read();
    if (kept) {
      vault.restore(kept);
    }
    stops.push(() => vaultFile.flush());

    const runners = clusters.map(
      ({ cluster }) =>
        new ControllerRunner({
          cluster,
          registry,
          vault,
          clock,
          background,
          pace,
        }),
    );
    runners.forEach(runner => stops.push(() => runner.stop()));
    const flux = clusters.map(
      ({ cluster }) => new FluxController({ cluster, host, clock, background }),
    );
    flux.forEach(controller => stops.push(() => controller.stop()));

    const gitea: Endpoint = await openEndpoint({
      target: 'gitea',
      port: ports.gitea,
      faults,
      requests,
      clock,
      onError,
      handler: giteaHandler({
        host,
        baseUrl: () => gitea.url,
        pages: { runs: repository => builds.summaries(repository) },
      }),
    });
    stops.push(gitea.close);

    const project = typeOf('AppProject');
    if (!home.store.get(project, ARGOCD_NAMESPACE, 'default')) {
      home.create(project, ARGOCD_NAMESPACE, {
        metadata: { name: 'default' },
        spec: {
          sourceRepos: ['*'],
          destinations: [{ namespace: '*', server: '*' }],
          clusterResourceWhitelist: [{ group: '*', kind: '*' }],
        },
      });
    }
    const delivery = new ApplicationController({
      home,
      clusters: clusters.map(c => c.cluster),
      host,
      clock,
      background,
    });
    stops.push(() => delivery.stop());
    const streams = new ApplicationStreams(
      () => faults.get('argocd')?.kind === 'hang',
    );
    const argocd = await openEndpoint({
      target: 'argocd',
      port: ports.argocd,
      faults,
      requests,
      clock,
      onError,
      handler: argocdHandler({
        home,
        host,
        controller: delivery,
        streams,
        clusterNames: ['in-cluster', ...clusterNames],
        gitea: () => gitea.url,
      }),
    });
    stops.push(argocd.close, () => streams.endAll());
    const vaultServer = await openEndpoint({
      target: 'vault',
      port: ports.vault,
      faults,
      requests,
      clock,
      onError,
      handler: vaultHandler(vault),
    });
    stops.push(vaultServer.close);
    return {
      clusters,
      home,
      host,
      builds,
      registry,
      delivery,
      gitea,
      argocd,
      vault,
      vaultServer,
      letGo() {
        delivery.startPolling();
        flux.forEach(controller => controller.startPolling());
        // What was left out while the past was made up.
        runners.forEach(runner => runner.wakeAll());
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
