import { Command, Option } from 'commander';
import { version } from '../package.json';

const WRONG_USE = 2;

const EXIT = `
Exit codes: 0 all is well, 1 findings or differences, 2 wrong use or something that cannot be read.
Folders and files may be given as '-' for standard input or output where there is only one.`;

const bundle = () =>
  new Option(
    '--bundle <package or folder>',
    'the platform bundle; the one that the spec names when left out, else the built-in one',
  );
const output = (...formats: string[]) =>
  new Option('--output <format>', 'how to say it')
    .choices(['text', ...formats])
    .default('text');
const dryRun = () =>
  new Option('--dry-run', 'say what would be written, and write nothing');
const force = () =>
  new Option('--force', 'overwrite without asking what somebody changed');

/** Where the module system of the time wraps a module of names into a default, the names are taken out again. */
async function loaded<T>(module: Promise<T>): Promise<T> {
  const given = await module;
  return (given as { default?: T }).default ?? given;
}

/** Commands load what they need when they run, so that the others, and --help, are quick. */
export function program(): Command {
  const slipway = new Command('slipway')
    .description(
      "Renders, checks and compares a service's repository from its slipway.yaml.",
    )
    .version(version)
    .exitOverride(({ exitCode }) => process.exit(exitCode && WRONG_USE))
    .showHelpAfterError('(add --help for more)')
    .addHelpText('after', EXIT);

  slipway
    .command('init')
    .description('ask what a service is, and write its slipway.yaml')
    .argument('[file]', 'where to write it', 'slipway.yaml')
    .option(
      '--from <folder>',
      'a repository that is there: what its files say is not asked',
    )
    .option('--name <name>', 'of the service')
    .option('--owner <owner>', 'the group or user in the catalog')
    .option('--runtime <runtime>', 'go, node, python, kotlin, nextjs')
    .option('--type <type>', 'http, grpc, realtime, worker, job, web')
    .option('--repository <url>', 'where it will lie')
    .option('--description <text>', 'what it does, in one line')
    .option(
      '--environments <list>',
      'as name=cluster, in the order of promotion',
    )
    .addOption(bundle())
    .addOption(dryRun())
    .action(async (file, options) => {
      const { init } = await loaded(import('./commands/init'));
      await init(file, options);
    });

  slipway
    .command('render')
    .description('write the repository that a spec describes')
    .argument('<spec>', 'a slipway.yaml, or -')
    .requiredOption(
      '--out <folder>',
      'the root of the repository, or - for a list of files as JSON',
    )
    .option(
      '--central <folder>',
      'the root of the GitOps repository, where manifests lie in one of their own',
    )
    .addOption(bundle())
    .addOption(dryRun())
    .addOption(force())
    .addOption(output('json'))
    .action(async (spec, options) => {
      const { render } = await loaded(import('./commands/render'));
      await render(spec, options);
    });

  slipway
    .command('validate')
    .description('say what is wrong in a repository, rendered or edited')
    .argument('<folder>', 'the root of the repository')
    .addOption(bundle())
    .option(
      '--platform <file>',
      "the platform's slipway.yaml: says where both own a namespace, or nobody does",
    )
    .addOption(output('json', 'sarif'))
    .action(async (folder, options) => {
      const { validate } = await loaded(import('./commands/validate'));
      await validate(folder, options);
    });

  slipway
    .command('diff')
    .description('show what rendering a spec would change in a folder')
    .argument('<spec>', 'a slipway.yaml, or -')
    .argument('[folder]', 'the root of the repository', '.')
    .addOption(bundle())
    .addOption(output('json'))
    .action(async (spec, folder, options) => {
      const { diff } = await loaded(import('./commands/diff'));
      await diff(spec, folder, options);
    });

  slipway
    .command('explain')
    .description(
      'say why a rule is there, or with --values who set each value of a spec',
    )
    .argument(
      '<rule or spec>',
      'such as policy.probes, or slipway.yaml with --values',
    )
    .option(
      '--values',
      'every value of the spec in each environment, and who set it',
    )
    .option('--environment <name>', 'with --values: this one alone')
    .addOption(bundle())
    .addOption(output('json'))
    .action(async (subject, options) => {
      const { explain } = await loaded(import('./commands/explain'));
      await explain(subject, options);
    });

  slipway
    .command('rbac')
    .description(
      'the role that the portal needs in a cluster, to tell how services live there',
    )
    .option('--name <name>', 'of the role', 'slipway-reader')
    .option(
      '--service-account <namespace/name>',
      'whom to give it; the role alone when left out',
    )
    .option(
      '--namespace <namespace>',
      'the role of one namespace, where the cluster may not be read as a whole',
    )
    .option(
      '--actions <names>',
      'what the portal is switched on to do besides: refresh,sync,restart',
    )
    .action(async options => {
      const { rbac } = await loaded(import('./commands/rbac'));
      rbac(options);
    });

  slipway
    .command('schema')
    .description('print the JSON Schema of slipway.yaml, for editors')
    .addOption(
      new Option('--kind <kind>', 'of what')
        .choices(['Service', 'Platform'])
        .default('Service'),
    )
    .action(async options => {
      const { schema } = await loaded(import('./commands/schema'));
      schema(options);
    });

  slipway
    .command('convert')
    .description(
      'bring a spec of an older version to the current one; comments stay',
    )
    .argument('<spec>', 'a slipway.yaml, or - for standard input and output')
    .addOption(dryRun())
    .action(async (spec, options) => {
      const { convert } = await loaded(import('./commands/convert'));
      await convert(spec, options);
    });

  slipway
    .command('lock')
    .description('say what a repository was last rendered with')
    .argument('[folder]', 'the root of the repository', '.')
    .option(
      '--repair',
      'write the lock and the pristine copy anew, from the spec',
    )
    .addOption(bundle())
    .addOption(dryRun())
    .addOption(output('json'))
    .action(async (folder, options) => {
      const { lock } = await loaded(import('./commands/lock'));
      await lock(folder, options);
    });

  return slipway;
}
