import { createTwoFilesPatch } from 'diff';
import { planFiles, renderService } from '@slipway/blueprint';
import type { PlannedFile } from '@slipway/blueprint';
import { readFolder } from '../io/folder';
import { paint, print, printJson, report } from '../io/report';
import { readSpec } from '../io/spec';

interface Options {
  bundle?: string;
  output: 'text' | 'json';
}

export async function diff(
  spec: string,
  folder: string,
  options: Options,
): Promise<void> {
  const { service, bundle, findings } = await readSpec(spec, options);
  const rendered =
    service && bundle ? renderService(service, bundle) : undefined;
  const all = [...findings, ...(rendered?.findings ?? [])];
  if (!rendered || all.some(({ severity }) => severity === 'error')) {
    report(all, options.output);
    return;
  }
  const changed = planFiles(await readFolder(folder), rendered.tree).filter(
    ({ step, path }) => step !== 'keep' && !/(^|\/)\.slipway\//.test(path),
  );
  if (options.output === 'json') {
    printJson({ files: changed });
  } else if (changed.length === 0) {
    print(paint('good', `${folder}: as the spec says`));
  } else {
    changed.forEach(file => print(patchOf(file)));
  }
  process.exitCode = changed.length ? 1 : 0;
}

function patchOf({ path, step, before, after }: PlannedFile): string {
  const patch = createTwoFilesPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    '',
    '',
    { context: 3 },
  )
    .split('\n')
    .slice(1)
    .map(line => {
      if (/^\+(?!\+\+)/.test(line)) {
        return paint('good', line);
      }
      return /^-(?!--)/.test(line) ? paint('error', line) : line;
    })
    .join('\n');
  return step === 'conflict'
    ? `# ${path} was changed by somebody since it was rendered\n${patch}`
    : patch;
}
