import { LOCK_FILE, readLock, renderService } from '@slipway/blueprint';
import { join } from 'node:path';
import { readFolder, writePlan } from '../io/folder';
import { Refusal } from '../io/refusal';
import { print, printJson, report } from '../io/report';
import { readSpec } from '../io/spec';

interface Options {
  repair?: boolean;
  bundle?: string;
  dryRun?: boolean;
  output: 'text' | 'json';
}

export async function lock(folder: string, options: Options): Promise<void> {
  if (options.repair) {
    await repair(folder, options);
    return;
  }
  const tree = await readFolder(folder);
  const found = Object.keys(tree).filter(
    path => path === LOCK_FILE || path.endsWith(`/${LOCK_FILE}`),
  );
  if (found.length === 0) {
    throw new Refusal(
      `${folder} has no ${LOCK_FILE}: it was never rendered, or lost it. Write it anew with: slipway lock --repair ${folder}`,
    );
  }
  const locks = found.map(path => ({ path, ...readLock(tree[path].content) }));
  if (options.output === 'json') {
    printJson(locks);
    return;
  }
  locks.forEach(({ path, goldenPath, bundle, files }) =>
    print(
      `${path}: golden path ${goldenPath}, bundle ${bundle.name} ${
        bundle.version
      }, ${Object.keys(files).length} files`,
    ),
  );
}

/** The lock and the pristine copy as a render would write them; nothing else is touched. */
async function repair(folder: string, options: Options): Promise<void> {
  const { service, bundle, findings } = await readSpec(
    join(folder, 'slipway.yaml'),
    options,
  );
  const rendered =
    service && bundle ? renderService(service, bundle) : undefined;
  const all = [...findings, ...(rendered?.findings ?? [])];
  if (!rendered || all.some(({ severity }) => severity === 'error')) {
    report(all, options.output);
    return;
  }
  const records = Object.entries(rendered.tree)
    .filter(([path]) => /(^|\/)\.slipway\//.test(path))
    .map(([path, { content }]) => ({
      path,
      step: 'update' as const,
      after: content,
    }));
  if (!options.dryRun) {
    await writePlan(folder, records);
  }
  print(
    `${records.map(({ path }) => path).join(', ')}: ${
      options.dryRun ? 'would be written anew (dry run)' : 'written anew'
    }`,
  );
}
