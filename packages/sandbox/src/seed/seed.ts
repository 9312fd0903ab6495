import { ManualClock } from '../clock';
import { Person } from '../git';
import { GitHost, HostedRepository } from '../gitea';
import { Cluster, KubernetesObject, typeOf } from '../kubernetes';
import { imageOfTree, withTag } from '../ci/plan';
import { Example } from './examples';
import { peopleOf } from './people';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long before now the fleet began. */
export const FLEET_AGE = 6 * DAY;

export interface SeedOptions {
  examples: Example[];
  host: GitHost;
  clock: ManualClock;
  /** The moment at which the fleet's past ends. */
  until: Date;
  register(application: KubernetesObject): void;
  /** Where prod runs. */
  prod: Cluster;
}

/**
 * Lets the demo fleet live its first days on a clock that runs fast: what people would have pushed is pushed, and
 * builds, syncs and rollouts do the rest. No state is written by hand.
 */
export async function seedFleet(options: SeedOptions): Promise<void> {
  const { examples, clock, until } = options;
  for (const example of examples) {
    await begin(options, example);
    await clock.advance(20 * MINUTE);
  }
  limitPayments(options);
  const before = (ms: number) =>
    clock.advanceTo(new Date(until.getTime() - ms));

  await before(2 * DAY + 3 * HOUR);
  await change(options, 'payments', 0, 'Round card fees half to even', [
    'Card fees are rounded half to even, as the ledger does.',
  ]);
  await before(DAY + 5 * HOUR);
  await change(options, 'checkout', 1, 'Keep the basket when a session ends', [
    'A basket outlives the session that filled it.',
  ]);
  await before(6 * HOUR);
  await change(
    options,
    'payments',
    1,
    'Accept wallets without a billing address',
    [
      'Card fees are rounded half to even, as the ledger does.',
      'Wallets need no billing address any more.',
    ],
  );
  await before(40 * MINUTE);
  await deployUnbuilt(options, 'ledger', 'staging');
  await before(0);
}

async function begin(options: SeedOptions, example: Example): Promise<void> {
  const { host, clock, register } = options;
  const { owner, name, service, tree } = example;
  if (!host.hasOrganization(owner)) {
    host.addOrganization(owner);
  }
  const repository = await host.create(owner, name, {
    description: service.metadata.description,
    defaultBranch: service.spec.repository.branch,
  });
  await repository.commit({
    author: peopleOf(service.metadata.owner)[0],
    message: `Start ${name} from the golden path\n`,
    date: clock.now(),
    changes: tree,
  });
  example.applications.forEach(register);
}

async function change(
  options: SeedOptions,
  name: string,
  person: number,
  subject: string,
  notes: string[],
): Promise<void> {
  const found = find(options, name);
  if (found) {
    const lines = notes.map(note => `- ${note}\n`).join('');
    await push(options, found, peopleOf(found.owner)[person], subject, {
      'CHANGELOG.md': { content: `# Changes\n\n${lines}` },
    });
  }
}

/** The platform team says what payments may take, and nobody tells team-pay that it wanted more at its largest. */
function limitPayments({ prod }: SeedOptions): void {
  const namespace = 'payments-prod';
  if (prod.store.get(typeOf('Namespace'), undefined, namespace)) {
    prod.create(typeOf('ResourceQuota'), namespace, {
      metadata: { name: 'platform' },
      spec: {
        hard: { 'requests.cpu': '3', 'requests.memory': '960Mi', pods: '20' },
      },
    });
  }
}

/** Somebody sets a tag by hand, ahead of its build: the old pods go on, the new ones cannot be pulled. */
async function deployUnbuilt(
  options: SeedOptions,
  name: string,
  environment: string,
): Promise<void> {
  const found = find(options, name);
  const tip = await found?.repository.tip();
  if (!found || !tip) {
    return;
  }
  const tree = await found.repository.git.readTree(tip);
  const image = imageOfTree(tree);
  const overlay = `deploy/overlays/${environment}/kustomization.yaml`;
  const changed = image && withTag(tree, image, '0.2.0-g5e1f0d2')[overlay];
  if (changed) {
    await push(
      options,
      found,
      peopleOf(found.owner)[1],
      'Try ledger 0.2.0 in staging',
      {
        [overlay]: changed,
      },
    );
  }
}

interface Found {
  repository: HostedRepository;
  owner: string;
}

function find(
  { examples, host }: SeedOptions,
  name: string,
): Found | undefined {
  const example = examples.find(e => e.name === name);
  const repository = example && host.find(example.owner, name);
  return example && repository
    ? { repository, owner: example.service.metadata.owner }
    : undefined;
}

async function push(
  { clock }: SeedOptions,
  { repository }: Found,
  author: Person,
  subject: string,
  changes: Record<string, { content: string }>,
): Promise<void> {
  await repository.commit({
    parent: await repository.tip(),
    author,
    message: `${subject}\n`,
    date: clock.now(),
    changes,
  });
  await clock.advance(5 * MINUTE);
}
