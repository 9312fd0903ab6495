import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadBundle } from '@slipway/skeletons';
import {
  ClusterName,
  SandboxAddresses,
  SandboxPorts,
  clusterNames,
  defaultPorts,
} from './addresses';
import { upsertApplication } from './argocd';
import { Breaker, Wish } from './breaks';
import { Background, Clock, ManualClock, systemClock } from './clock';
import { controlHandler, thingsOf } from './control';
import { DataFolder } from './dataFolder';
import { FaultBoard, openEndpoint } from './http';
import { Platform, startPlatform } from './platform';
import { JsonFile } from './persistence';
import {
  People,
  Story,
  loadExamples,
  readStory,
  seedFleet,
  usesIn,
} from './seed';
import { stateReport } from './stateReport';

export interface SandboxOptions {
  /** Everything that lasts between starts. */
  dataDir: string;
  /** 0 takes any free port. */
  ports?: Partial<SandboxPorts>;
  clock?: Clock;
  /** Holds `services/<name>/slipway.yaml`, from which the first start makes repositories, and perhaps their platform and story. */
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
  const { examplesDir } = options;
  const story = examplesDir ? await readStory(examplesDir) : undefined;
  const seeding = first && story !== undefined;

  // The fleet's past happens on a fast clock; from then on it follows the given one.
  const now = base.now();
  const clock = new ManualClock(
    seeding ? new Date(now.getTime() - story.ageMs) : now,
    base,
  );
  const pace = { hurried: seeding };
  const background = new Background(onError);
  clock.settleWith(() => background.idle());
  const faults = new FaultBoard(clock);
  const requests = new Map<string, number>();
  const platform = await startPlatform({
    dataDir,
    ports: { ...defaultPorts, ...options.ports },
    clock,
    background,
    pace,
    faults,
    requests,
    onError,
    uses: story && usesIn(story),
  });
  const breaker = new Breaker({ platform, faults, clock });
  const brokenFile = new JsonFile<Wish[]>(
    join(dataDir, 'broken.json'),
    onError,
  );
  brokenFile.keep(() => breaker.lasting());
  breaker.restore((await brokenFile.read()) ?? []);
  breaker.onChange(() => brokenFile.changed());
  try {
    if (seeding) {
      await seed(platform, breaker, clock, examplesDir!, story, now);
    }
    pace.hurried = false;
    clock.letGo();
    platform.letGo();
    for (const { afterMs, wish } of story?.starts ?? []) {
      clock.setTimer(afterMs, () =>
        background.run(`break ${wish.break}`, () => breaker.break(wish)),
      );
    }
    const control = await openEndpoint({
      target: 'control',
      port: options.ports?.control ?? defaultPorts.control,
      faults,
      clock,
      onError,
      handler: controlHandler({
        faults,
        breaker,
        things: () => thingsOf(platform),
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
        kubernetes: Object.fromEntries(
          platform.clusters.map(({ cluster, endpoint }) => [
            cluster.name,
            endpoint.url,
          ]),
        ) as Record<ClusterName, string>,
        argocd: platform.argocd.url,
        gitea: platform.gitea.url,
        vault: platform.vaultServer.url,
        control: control.url,
      },
      unsealKey: platform.vault.unsealKey,
      idle: () => background.idle(),
      async stop() {
        // What is under way would go on beside the next start.
        clock.stop();
        await control.close();
        await brokenFile.flush();
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
  breaker: Breaker,
  clock: ManualClock,
  examplesDir: string,
  story: Story,
  until: Date,
): Promise<void> {
  const { home, host, delivery, gitea } = platform;
  const bundle = await loadBundle(
    existsSync(join(examplesDir, 'platform')) ? './platform' : undefined,
    examplesDir,
  );
  await seedFleet({
    examples: await loadExamples(examplesDir, gitea.url, bundle, story),
    story,
    people: await People.read(examplesDir),
    platform,
    breaker,
    clock,
    until,
    register: application =>
      upsertApplication(
        { home, host, controller: delivery },
        application,
        true,
      ),
  });
}
