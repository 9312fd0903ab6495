import { randomBytes } from 'node:crypto';
import { Breaker } from '../breaks';
import { ManualClock } from '../clock';
import { KubernetesObject, typeOf } from '../kubernetes';
import { Platform } from '../platform';
import { Example } from './examples';
import { People } from './people';
import { Edit, Story } from './story';

const MINUTE = 60_000;

export interface SeedOptions {
  examples: Example[];
  story: Story;
  people: People;
  platform: Platform;
  breaker: Breaker;
  clock: ManualClock;
  /** The moment at which the fleet's past ends. */
  until: Date;
  /** Hands an Application to Argo CD. */
  register(application: KubernetesObject): void;
}

interface Step {
  beforeMs: number;
  take(): Promise<void>;
}

/**
 * Lets the fleet live its past on a clock that runs fast: what people would have pushed is pushed, what broke is broken, and
 * builds, syncs and rollouts do the rest. No state is written by hand.
 */
export async function seedFleet(options: SeedOptions): Promise<void> {
  const { examples, story, breaker, clock, until } = options;
  const steps: Step[] = [
    ...examples.flatMap((example, i) => stepsOf(options, example, i)),
    ...story.breaks.map(({ beforeMs, what }) => ({
      beforeMs,
      take: () => breaker.break(what),
    })),
  ];
  for (const step of steps.sort((a, b) => b.beforeMs - a.beforeMs)) {
    await clock.advanceTo(new Date(until.getTime() - step.beforeMs));
    await step.take();
  }
  await clock.advanceTo(until);
}

function stepsOf(
  options: SeedOptions,
  example: Example,
  index: number,
): Step[] {
  const { story } = options;
  const { beginsMs, changes, edits } = story.services[example.name] ?? {
    beginsMs: story.ageMs,
    changes: [],
    edits: [],
  };
  return [
    {
      // Nobody begins two services in the same minute.
      beforeMs: beginsMs - index * 20 * MINUTE,
      take: () => begin(options, example),
    },
    ...changes.map(({ beforeMs, what }, i) => ({
      beforeMs,
      take: () =>
        change(
          options,
          example,
          what,
          changes.slice(0, i + 1).map(one => one.what),
        ),
    })),
    ...edits.map(({ beforeMs, what }) => ({
      beforeMs,
      take: () => editByHand(options, example, what),
    })),
  ];
}

async function begin(
  { platform, clock, people, register }: SeedOptions,
  example: Example,
): Promise<void> {
  const { host, vault, clusters } = platform;
  const { owner, name, service, tree } = example;
  if (!host.hasOrganization(owner)) {
    host.addOrganization(owner);
  }
  // Whoever begins a service writes its secrets first.
  for (const path of example.vaultPaths) {
    vault.engines
      .get('secret')
      ?.write(path, { value: randomBytes(12).toString('hex') });
  }
  const repository = await host.create(owner, name, {
    description: service.metadata.description,
    defaultBranch: service.spec.repository.branch,
  });
  await repository.commit({
    author: people.of(service.metadata.owner, 0),
    message: `Start ${name} from the golden path\n`,
    date: clock.now(),
    changes: tree,
  });
  example.applications.forEach(register);
  for (const { cluster, objects } of example.flux) {
    const target = clusters.find(one => one.cluster.name === cluster);
    for (const object of objects) {
      const { kind, metadata } = object;
      target?.cluster.create(typeOf(kind), metadata.namespace, object);
    }
  }
}

async function change(
  { platform, clock, people }: SeedOptions,
  { owner, name, service }: Example,
  subject: string,
  all: string[],
): Promise<void> {
  const repository = platform.host.find(owner, name)!;
  const lines = all.map(line => `- ${line}\n`).join('');
  await repository.commit({
    parent: await repository.tip(),
    author: people.of(service.metadata.owner, all.length),
    message: `${subject}\n`,
    date: clock.now(),
    changes: { 'CHANGELOG.md': { content: `# Changes\n\n${lines}` } },
  });
}

async function editByHand(
  { platform, clock, people }: SeedOptions,
  { owner, name, service }: Example,
  { why, file, replace, by }: Edit,
): Promise<void> {
  const repository = platform.host.find(owner, name)!;
  const parent = await repository.tip();
  const text = (await repository.git.readTree(parent!))[file]?.content ?? '';
  if (!text.includes(replace)) {
    throw new Error(`story.yaml: ${file} of ${name} has no '${replace}'`);
  }
  await repository.commit({
    parent,
    author: people.of(service.metadata.owner, 1),
    message: `${why}\n`,
    date: clock.now(),
    changes: { [file]: { content: text.replace(replace, () => by) } },
  });
}
