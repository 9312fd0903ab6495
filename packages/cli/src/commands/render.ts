import { planFiles, renderService } from '@slipway/blueprint';
import type { PlannedFile, Step } from '@slipway/blueprint';
import type { FileTree } from '@slipway/model';
import { canAsk, confirm } from '../io/ask';
import { readFolder, writePlan } from '../io/folder';
import { Refusal } from '../io/refusal';
import { paint, print, printJson, report } from '../io/report';
import { readSpec } from '../io/spec';

interface Options {
  out: string;
  central?: string;
  bundle?: string;
  dryRun?: boolean;
  force?: boolean;
  output: 'text' | 'json';
}

export async function render(spec: string, options: Options): Promise<void> {
  const { service, bundle, findings } = await readSpec(spec, options);
  const rendered =
    service && bundle ? renderService(service, bundle) : undefined;
  const all = [...findings, ...(rendered?.findings ?? [])];
  const failed = all.some(({ severity }) => severity === 'error');
  if (!rendered || failed) {
    report(all, options.output);
    return;
  }
  if (options.out === '-') {
    printJson({ tree: rendered.tree, central: rendered.central });
    return;
  }
  const places: [string, FileTree][] = [[options.out, rendered.tree]];
  if (rendered.central) {
    if (!options.central) {
      throw new Refusal(
        'The manifests lie in a GitOps repository: say where it is with --central <folder>.',
      );
    }
    places.push([options.central, rendered.central]);
  }
  const plans = await Promise.all(
    places.map(async ([folder, tree]) => ({
      folder,
      plan: planFiles(await folderOrNothing(folder), tree),
    })),
  );
  const conflicts = plans.flatMap(({ folder, plan }) =>
    plan
      .filter(({ step }) => step === 'conflict')
      .map(({ path }) => `${folder}/${path}`),
  );
  if (conflicts.length && !options.force && !options.dryRun) {
    await askAbout(conflicts);
  }
  if (!options.dryRun) {
    for (const { folder, plan } of plans) {
      await writePlan(
        folder,
        plan.filter(({ step }) => step !== 'keep'),
      );
    }
  }
  if (options.output === 'json') {
    printJson({
      findings: all,
      written: !options.dryRun,
      files: plans.flatMap(({ folder, plan }) =>
        plan.map(({ path, step }) => ({ folder, path, step })),
      ),
    });
    return;
  }
  report(all, 'text');
  plans.forEach(({ folder, plan }) => sayPlan(folder, plan, options.dryRun));
}

async function folderOrNothing(folder: string): Promise<FileTree> {
  return readFolder(folder).catch(error => {
    if (error instanceof Refusal) {
      return {};
    }
    throw error;
  });
}

async function askAbout(conflicts: string[]): Promise<void> {
  const list = conflicts.map(path => `  ${path}`).join('\n');
  const what = `Somebody changed, or wrote before, what is to be rendered:\n${list}\n`;
  if (!canAsk()) {
    throw new Refusal(
      `${what}Nothing was written. See what would change with slipway diff; overwrite with --force. What is to stay belongs into deploy/custom.`,
    );
  }
  process.stderr.write(what);
  if (!(await confirm('Overwrite them?'))) {
    throw new Refusal('Nothing was written.');
  }
}

const words: Record<Step, string> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  conflict: 'overwritten',
  keep: 'unchanged',
};

function sayPlan(
  folder: string,
  plan: readonly PlannedFile[],
  dryRun: boolean | undefined,
): void {
  const changed = plan.filter(({ step }) => step !== 'keep');
  if (dryRun) {
    changed.forEach(({ path, step }) =>
      print(`${paint('dim', step.padEnd(8))} ${path}`),
    );
  }
  const counts = (Object.keys(words) as Step[])
    .map(step => ({ step, count: plan.filter(p => p.step === step).length }))
    .filter(({ count }) => count > 0)
    .map(({ step, count }) => `${count} ${words[step]}`);
  print(
    `${folder}: ${counts.join(', ')}${
      dryRun ? ' (nothing was written: dry run)' : ''
    }`,
  );
}
