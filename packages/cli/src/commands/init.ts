import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  checkService,
  parseService,
  runtimes,
  workloadTypes,
} from '@slipway/model';
import { stringify } from 'yaml';
import { ask, canAsk, endAsking } from '../io/ask';
import { loadBundle } from '../io/bundle';
import { writePlan } from '../io/folder';
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
}

/** The questions of the portal's form; what is given on the command line is not asked. */
export async function init(file: string, options: Options): Promise<void> {
  if (file !== '-' && existsSync(file)) {
    throw new Refusal(
      `${file} is there already. Name another file, or edit it: slipway schema helps editors.`,
    );
  }
  const bundle = await loadBundle(options.bundle, process.cwd());
  const clusters = Object.keys(bundle.clusters);
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

  const name = await answer('name', 'Name', '', given => problemOf(given));
  const owner = await answer(
    'owner',
    'Owner (group or user in the catalog)',
    '',
    some,
  );
  const description = await answer(
    'description',
    'What it does, in one line',
    ' ',
  );
  const built = runtimes.filter(one => one !== 'container');
  const runtime = await answer(
    'runtime',
    `Runtime: ${built.join(', ')}`,
    'go',
    among(built),
  );
  const type = await answer(
    'type',
    `Shape: ${workloadTypes.join(', ')}`,
    'http',
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
  const document = {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Service',
    metadata: {
      name,
      owner,
      ...(description.trim() ? { description: description.trim() } : {}),
    },
    spec: {
      runtime,
      workload: { type, ...(type === 'job' ? { schedule: '0 3 * * *' } : {}) },
      environments: Object.fromEntries(
        environments.split(',').map(entry => {
          const [environment, cluster] = entry.trim().split('=');
          return [environment, { cluster: cluster ?? clusters[0] }];
        }),
      ),
      repository: { host: hostOf(repository), url: repository },
      ...(options.bundle ? { bundle: options.bundle } : {}),
    },
  };
  const text = stringify(document);
  const { findings } = parseService(text);
  if (report(findings, 'text')) {
    return;
  }
  if (file === '-' || options.dryRun) {
    print(text);
    return;
  }
  await writePlan(dirname(resolve(file)), [
    { path: resolve(file).split(/[\\/]/).pop()!, step: 'create', after: text },
  ]);
  print(
    `${file} is written. See what it becomes: slipway render ${file} --out . --dry-run`,
  );
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
