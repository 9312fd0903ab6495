import { loadBuiltInBundle } from '@slipway/skeletons';
import {
  SandboxAddresses,
  SandboxPorts,
  clusterNames,
  defaultPorts,
} from './addresses';
import { upsertApplication } from './argocd';
import { Background, Clock, ManualClock, systemClock } from './clock';
import { controlHandler } from './control';
import { DataFolder } from './dataFolder';
import { FaultBoard, openEndpoint } from './http';
import { Platform, startPlatform } from './platform';
import { FLEET_AGE, loadExamples, seedFleet } from './seed';
import { stateReport } from './stateReport';

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
  /** Opens its Vault after it was sealed. */
  unsealKey: string;
  /** Resolves when nothing is under way but what waits for time to pass. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataDir, clock: base = systemClock, log = () => undefined } = options;
  const onError = (what: string, error: unknown) =>
    log(`${what}: ${error instanceof Error ? error.message : String(error)}`);

  const data = new DataFolder(dataDir);
  const first = (await data.open()) === 'new';
  const seeding = first && options.examplesDir !== undefined;

  // The fleet's past happens on a fast clock; from then on it follows the given one.
  const now = base.now();
  const clock = new ManualClock(
    seeding ? new Date(now.getTime() - FLEET_AGE) : now,
    base,
  );
  const background = new Background(onError);
  clock.settleWith(() => background.idle());
  const faults = new FaultBoard(clock);
  const requests = new Map<string, number>();
  const platform = await startPlatform({
    dataDir,
    ports: { ...defaultPorts, ...options.ports },
    clock,
    background,
    faults,
    requests,
    onError,
  });
  try {
    if (seeding) {
      await seed(platform, clock, options.examplesDir!, now);
    }
    clock.letGo();
    platform.delivery.startPolling();
    const control = await openEndpoint({
      target: 'control',
      port: options.ports?.control ?? defaultPorts.control,
      faults,
      clock,
      onError,
      handler: controlHandler({
        faults,
        targets: [
          ...clusterNames.map(n => `kubernetes/${n}`),
          'argocd',
          'gitea',
          'vault',
        ],
        state: () => stateReport(platform, faults, requests),
      }),
    });
    await data.complete();
    return {
      addresses: {
        kubernetes: {
          local: platform.clusters[0].endpoint.url,
          'eu-1': platform.clusters[1].endpoint.url,
        },
        argocd: platform.argocd.url,
        gitea: platform.gitea.url,
        vault: platform.vaultServer.url,
        control: control.url,
      },
      unsealKey: platform.vault.unsealKey,
      idle: () => background.idle(),
      async stop() {
        await control.close();
        await platform.stop();
      },
    };
  } catch (error) {
    await platform.stop();
    throw error;
  }
}

async function seed(
  platform: Platform,
  clock: ManualClock,
  examplesDir: string,
  until: Date,
): Promise<void> {
  const { clusters, host, delivery, gitea } = platform;
  const bundle = await loadBuiltInBundle();
  const context = { home: clusters[1].cluster, host, controller: delivery };
  await seedFleet({
    examples: await loadExamples(examplesDir, gitea.url, bundle),
    host,
    clock,
    until,
    register: application => upsertApplication(context, application, true),
    prod: clusters[1].cluster,
  });
}
