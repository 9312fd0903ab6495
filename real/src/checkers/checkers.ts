import fs from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { buildProgram } from '../programs/goBuild';
import { programs } from '../programs/programs';
import { run } from '../programs/run';
import { Said } from './finding';
import { pythonCheckers } from './python';

/** Where all trees lie, and beside them what kustomize built of each overlay, a file each. */
export interface Places {
  trees: string;
  built: string;
}

export type Checker = (places: Places) => Promise<Said[]>;

/** One process for all files: starting one for each would take longer than the checks. */
async function output(
  program: string,
  args: string[],
  both = false,
): Promise<string> {
  return run(program, args, { anyExit: true, both });
}

async function filesIn(root: string, wanted: RegExp): Promise<string[]> {
  const entries = await fs.readdir(root, { recursive: true });
  return entries
    .filter(name => wanted.test(name))
    .map(name => path.join(root, name))
    .sort();
}

async function kubeScore({ built }: Places): Promise<Said[]> {
  const program = await buildProgram(programs.kubeScore);
  const said: Said[] = [];
  for (const file of await filesIn(built, /\.yaml$/)) {
    const text = await output(program, ['score', '-o', 'json', file]);
    if (text === '') {
      said.push({
        checker: 'kube-score',
        rule: 'read',
        where: path.basename(file),
        message: 'it cannot be read',
      });
    }
    for (const object of JSON.parse(text || '[]')) {
      for (const { check, grade, skipped, comments } of object.checks) {
        // 10 is all right, 7 almost: 5 is a warning and 1 critical.
        if (!skipped && grade <= 5) {
          said.push({
            checker: 'kube-score',
            rule: check.id,
            where: `${path.basename(file)} ${object.object_name}`,
            message: (comments ?? [])
              .map((comment: { summary: string }) => comment.summary)
              .join('; '),
          });
        }
      }
    }
  }
  return said;
}

async function hadolint({ trees }: Places): Promise<Said[]> {
  const bin = await pythonCheckers();
  const files = await filesIn(trees, /(^|\/)Dockerfile$/);
  if (files.length === 0) {
    return [];
  }
  const text = await output(path.join(bin, 'hadolint'), [
    '--no-color',
    '-f',
    'json',
    ...files,
  ]);
  return JSON.parse(text).map(
    (one: { code: string; file: string; line: number; message: string }) => ({
      checker: 'hadolint',
      rule: one.code,
      where: `${path.relative(trees, one.file)}:${one.line}`,
      message: one.message,
    }),
  );
}

async function actionlint({ trees }: Places): Promise<Said[]> {
  const program = await buildProgram(programs.actionlint);
  const bin = await pythonCheckers();
  const files = await filesIn(trees, /\/workflows\/[^/]+\.yaml$/);
  const text = await output(program, [
    '-shellcheck',
    path.join(bin, 'shellcheck'),
    '-format',
    '{{json .}}',
    ...files,
  ]);
  return JSON.parse(text || '[]').map(
    (one: {
      kind: string;
      filepath: string;
      line: number;
      message: string;
    }) => ({
      checker: 'actionlint',
      rule: one.kind,
      where: `${one.filepath}:${one.line}`,
      message: one.message,
    }),
  );
}

async function zizmor({ trees }: Places): Promise<Said[]> {
  const bin = await pythonCheckers();
  const files = await filesIn(trees, /\/workflows\/[^/]+\.yaml$/);
  const text = await output(path.join(bin, 'zizmor'), [
    '--offline',
    '--no-progress',
    '--format',
    'json',
    ...files,
  ]);
  return JSON.parse(text).map(
    (one: { ident: string; desc: string; locations: unknown[] }) => ({
      checker: 'zizmor',
      rule: one.ident,
      where: JSON.stringify(one.locations[0]).slice(0, 200),
      message: one.desc,
    }),
  );
}

/** What it needs grows faster than what it is given, so it is given a few files at a time. */
const BATCH = 40;

async function checkov({ trees, built }: Places): Promise<Said[]> {
  const program = path.join(await pythonCheckers(), 'checkov');
  const said: Said[] = [];
  for (const [framework, files] of [
    ['kubernetes', await filesIn(built, /\.yaml$/)],
    ['github_actions', await filesIn(trees, /\/workflows\/[^/]+\.yaml$/)],
  ] as const) {
    for (let from = 0; from < files.length; from += BATCH) {
      const text = await output(program, [
        '--framework',
        framework,
        '--compact',
        '--quiet',
        '-o',
        'json',
        '-f',
        ...files.slice(from, from + BATCH),
      ]);
      for (const result of [JSON.parse(text)].flat()) {
        for (const one of result.results?.failed_checks ?? []) {
          said.push({
            checker: 'checkov',
            rule: one.check_id,
            where: `${one.file_path} ${one.resource}`,
            message: one.check_name,
          });
        }
      }
    }
  }
  return said;
}

/** Tiltfiles are executed, with Tilt's functions put in their place. */
async function starlark({ trees }: Places): Promise<Said[]> {
  const program = await buildProgram(programs.starlark);
  // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
  const stubs = await fs.readFile(path.join(__dirname, 'tilt.star'), 'utf8');
  const said: Said[] = [];
  for (const file of await filesIn(trees, /(^|\/)Tiltfile$/)) {
    const whole = `${file}.star`;
    // Starlark by itself has no modules.
    const tiltfile = (await fs.readFile(file, 'utf8')).replace(
      /\bos\.(path\.)?(\w+)\(/g,
      'os_$2(',
    );
    await fs.writeFile(
      whole,
      `${stubs}\n${tiltfile}\nprint('\\n'.join(declared))\n`,
    );
    const text = await output(
      program,
      ['-globalreassign', '-set', whole],
      true,
    );
    await fs.rm(whole);
    if (!/^(image|yaml)/m.test(text) || /^fail |Traceback|error/im.test(text)) {
      said.push({
        checker: 'starlark',
        rule: 'run',
        where: path.relative(trees, file),
        message: text.slice(0, 500),
      });
    }
  }
  return said;
}

async function promtool({ built }: Places): Promise<Said[]> {
  const program = await buildProgram(programs.promtool);
  const said: Said[] = [];
  const folder = await fs.mkdtemp(path.join(built, '..', 'rules-'));
  for (const file of await filesIn(built, /\.yaml$/)) {
    const documents = (await fs.readFile(file, 'utf8')).split(/^---$/m);
    for (const text of documents.filter(one =>
      /^kind: PrometheusRule$/m.test(one),
    )) {
      const rule = parse(text);
      const alone = path.join(
        folder,
        `${path.basename(file)}-${rule.metadata.name}.yaml`,
      );
      await fs.writeFile(alone, JSON.stringify({ groups: rule.spec.groups }));
    }
  }
  const files = await filesIn(folder, /\.yaml$/);
  const text = files.length
    ? await output(
        program,
        ['check', 'rules', '--lint=all', '--lint-fatal', ...files],
        true,
      )
    : '';
  if (/FAILED|error/.test(text)) {
    said.push({
      checker: 'promtool',
      rule: 'check',
      where: built,
      message: text.slice(0, 2000),
    });
  }
  return said;
}

export const checkers: Record<string, Checker> = {
  'kube-score': kubeScore,
  hadolint,
  actionlint,
  zizmor,
  checkov,
  starlark,
  promtool,
};
