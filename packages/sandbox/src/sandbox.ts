import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  SandboxAddresses,
  SandboxPorts,
  clusterNames,
  defaultPorts,
} from './addresses';
import { Background, Clock, systemClock } from './clock';
import { RunningCluster, startCluster } from './clusters';
import { controlHandler } from './control';
import { GitHost, GitHostState, giteaHandler } from './gitea';
import { Endpoint, FaultBoard, openEndpoint } from './http';
import { JsonFile } from './persistence';

export interface SandboxOptions {
  /** Everything that lasts between starts. */
  dataDir: string;
  /** 0 takes any free port. */
  ports?: Partial<SandboxPorts>;
  clock?: Clock;
  /** Holds `services/<name>/slipway.yaml`, from which the first start makes repositories. */
  examplesDir?: string;
  log?: (line: string) => void;
}

export interface Sandbox {
  addresses: SandboxAddresses;
  stop(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataDir, clock = systemClock, log = () => undefined } = options;
  const ports = { ...defaultPorts, ...options.ports };
  const onError = (what: string, error: unknown) =>
    log(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  await mkdir(dataDir, { recursive: true });

  const faults = new FaultBoard(clock);
  const background = new Background(onError);
  const endpoints: Endpoint[] = [];
  const clusters: RunningCluster[] = [];
  for (const name of clusterNames) {
    const running = await startCluster({
      name,
      port: ports[name],
      dataDir,
      clock,
      faults,
      onError,
    });
    clusters.push(running);
    endpoints.push(running.endpoint);
  }

  const giteaFile: JsonFile<GitHostState> = new JsonFile<GitHostState>(
    join(dataDir, 'gitea.json'),
    () => host.state(),
    onError,
  );
  const host = new GitHost(join(dataDir, 'git'), clock, () =>
    giteaFile.changed(),
  );
  await host.prepare();
  const saved = await giteaFile.read();
  if (saved) {
    host.restore(saved);
  }
  if (!host.hasOrganization('shop')) {
    host.addOrganization('shop');
  }
  const gitea: Endpoint = await openEndpoint({
    target: 'gitea',
    port: ports.gitea,
    faults,
    clock,
    onError,
    handler: giteaHandler({
      host,
      baseUrl: () => gitea.url,
      pages: { runs: () => [] },
      onError,
    }),
  });
  endpoints.push(gitea);

  const control = await openEndpoint({
    target: 'control',
    port: ports.control,
    faults,
    clock,
    onError,
    handler: controlHandler({
      faults,
      targets: [...clusterNames.map(n => `kubernetes/${n}`), 'argocd', 'gitea'],
      state: async () => ({ faults: faults.all() }),
    }),
  });
  endpoints.push(control);

  return {
    addresses: {
      kubernetes: {
        local: clusters[0].endpoint.url,
        'eu-1': clusters[1].endpoint.url,
      },
      argocd: `http://127.0.0.1:${ports.argocd}`,
      gitea: gitea.url,
      control: control.url,
    },
    async stop() {
      await Promise.all(endpoints.map(e => e.close()));
      await background.idle();
      await Promise.all([...clusters.map(c => c.save()), giteaFile.flush()]);
    },
  };
}
