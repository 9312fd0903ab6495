import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { inspectRepository, renderBeside } from '@slipway/blueprint';
import type { Inspection } from '@slipway/blueprint';
import {
  checkService,
  parseService,
  runtimes,
  serviceDocument,
  suiting,
  usualNeedName,
  workloadTypes,
} from '@slipway/model';
import type { WorkloadType } from '@slipway/model';
import { stringify } from 'yaml';
import { ask, canAsk, endAsking } from '../io/ask';
import { loadBundle } from '../io/bundle';
import { readFolder, writePlan } from '../io/folder';
import { Refusal } from '../io/refusal';
import { print, report } from '../io/report';

interface Options {
  name?: string;
  owner?: string;
  runtime?: string;
  type?: string;
  repository?: string;
  description?: string;
  environments?: string;
  bundle?: string;
  dryRun?: boolean;
  from?: string;
}

/** What a repository says where there is none to look at. */
const nothing: Inspection = { proposal: { spec: {} }, seen: [], asks: [] };

/** The questions of the portal's form; what is given on the command line is not asked. */
export async function init(file: string, options: Options): Promise<void> {
  if (file !== '-' && existsSync(file)) {
    throw new Refusal(
      `${file} is there already. Name another file, or edit it: slipway schema helps editors.`,
    );
  }
  const bundle = await loadBundle(options.bundle, process.cwd());
  const clusters = Object.keys(bundle.clusters);
  const existing = options.from ? await readFolder(options.from) : {};
  const { proposal, asks } = options.from
    ? inspectRepository(existing)
    : nothing;
  const answer = async (
    field: keyof Options,
    question: string,
    usual = '',
    wrong: (given: string) => string | undefined = () => undefined,
  ): Promise<string> => {
    const given = options[field] as string | undefined;
    if (given !== undefined) {
      return given;
    }
    if (canAsk()) {
      return ask(question, wrong, usual);
    }
    if (usual) {
      return usual;
    }
    throw new Refusal(
      `Nobody can be asked here, and --${field} is not given. slipway init --help tells all of them.`,
    );
  };
  const some = (given: string) => (given ? undefined : 'An answer is needed.');
  const among = (known: readonly string[]) => (given: string) =>
    known.includes(given) ? undefined : `Choose one of ${known.join(', ')}.`;

  const name = await answer('name', 'Name', proposal.name, given =>
    problemOf(given),
  );
  const owner = await answer(
    'owner',
    'Owner (group or user in the catalog)',
    proposal.owner,
    some,
  );
  const description = await answer(
    'description',
    'What it does, in one line',
    proposal.description ?? ' ',
  );
  const built = runtimes.filter(one => one !== 'container');
  // An image that is built already says all that there is to say.
  const runtime =
    proposal.runtime === 'container' && !options.runtime
      ? 'container'
      : await answer(
          'runtime',
          `Runtime: ${built.join(', ')}`,
          proposal.runtime ?? 'go',
          among(built),
        );
  const type = await answer(
    'type',
    `Shape: ${workloadTypes.join(', ')}`,
    proposal.type ?? 'http',
    among(workloadTypes),
  );
  const repository = await answer(
    'repository',
    'Repository',
    `https://github.com/${owner.replace(/^.*[:/]/, '')}/${name}`,
  );
  const environments = await answer(
    'environments',
    `Environments as name=cluster, of the clusters ${clusters.join(', ')}`,
    `dev=${clusters[0]},prod=${clusters[clusters.length - 1]}`,
  );
  endAsking();
  const document = documentOf(proposal, {
    name,
    owner,
    description: description.trim(),
    runtime,
    type: type as WorkloadType,
    repository,
    environments: Object.fromEntries(
      environments.split(',').map(entry => {
        const [environment, cluster] = entry.trim().split('=');
        return [environment, { cluster: cluster ?? clusters[0] }];
      }),
    ),
    bundle: options.bundle,
  });
  const { service, findings } = parseService(stringify(document));
  if (report(findings, 'text') || !service) {
    return;
  }
  const beside = renderBeside(service, bundle, Object.keys(existing));
  const text = stringify(serviceDocument(beside.service));
  if (file === '-' || options.dryRun) {
    print(text);
    return;
  }
  await writePlan(dirname(resolve(file)), [
    { path: resolve(file).split(/[\\/]/).pop()!, step: 'create', after: text },
  ]);
  beside.kept.forEach(({ path }) => print(`${path} stays as it is`));
  asks.forEach(line => print(`Look at it: ${line}`));
  print(
    `${file} is written. See what it becomes: slipway render ${file} --out . --dry-run`,
  );
}

interface Answers {
  name: string;
  owner: string;
  description: string;
  runtime: string;
  type: WorkloadType;
  repository: string;
  environments: Record<string, { cluster: string }>;
  bundle?: string;
}

function documentOf(
  { system, lifecycle, needs = [], spec }: Inspection['proposal'],
  answers: Answers,
): object {
  const { name, owner, description, runtime, type, repository } = answers;
  const { workload = {}, ...found } = spec as { workload?: object };
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Service',
    metadata: {
      name,
      owner,
      ...(system ? { system } : {}),
      ...(description ? { description } : {}),
      ...(lifecycle ? { lifecycle } : {}),
    },
    spec: {
      runtime,
      workload: {
        type,
        ...suiting(type, workload),
        ...(type === 'job' ? { schedule: '0 3 * * *' } : {}),
      },
      environments: answers.environments,
      ...found,
      ...(needs.length
        ? {
            needs: Object.fromEntries(
              needs.map(need => [usualNeedName(need), { type: need }]),
            ),
          }
        : {}),
      repository: { host: hostOf(repository), url: repository },
      ...(answers.bundle ? { bundle: answers.bundle } : {}),
    },
  };
}

function problemOf(name: string): string | undefined {
  const { findings } = checkService({ metadata: { name } });
  const found = findings.find(({ path }) => path === 'metadata.name');
  return found && `${found.message}.`;
}

function hostOf(url: string): 'github' | 'gitlab' | 'gitea' {
  if (/^https?:\/\/[^/]*gitlab/.test(url)) {
    return 'gitlab';
  }
  return /^https?:\/\/github\.com\//.test(url) ? 'github' : 'gitea';
}
