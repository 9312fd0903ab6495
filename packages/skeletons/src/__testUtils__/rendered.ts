import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTemplateRenderer } from 'nunjitsu';
import { loadBuiltInBundle } from '../loadBuiltInBundle';

/** The program of each shape, where it is the first of a service. */
export const programs = { http: 'server', worker: 'worker', job: 'job' };

/** What a build calls itself. */
export const VERSION = '0.1.7-g1a2b3c4';

export type Shape = keyof typeof programs;

/** The variables that tell their ports; a job is asked by nobody. */
export const ports: Partial<Record<Shape, string>> = {
  http: 'PORT',
  worker: 'METRICS_PORT',
};

/** The combinations that are built and run: each shape by itself, and all in one service. */
export const combinations: Shape[][] = [
  ['http'],
  ['worker'],
  ['job'],
  ['http', 'worker', 'job'],
];

/** Of runtimes that install what they use: one with everything; the others are tried by npm run test:runtimes. */
export function tried(): Shape[][] {
  return process.env.SLIPWAY_RUNTIMES === 'all'
    ? combinations
    : [['http', 'worker', 'job']];
}

/** As the blueprint calls the file of a program: in Kotlin it names a class. */
function fileOf(runtime: string, program: string): string {
  return runtime === 'kotlin'
    ? program.charAt(0).toUpperCase() + program.slice(1)
    : program;
}

/** Writes the source of a service with these shapes, as the blueprint puts it together. */
export async function render(
  runtime: string,
  shapes: readonly Shape[],
  folder: string,
): Promise<void> {
  const { skeletons } = await loadBuiltInBundle();
  const renderer = createTemplateRenderer();
  for (const shape of shapes) {
    const context = renderer.prepareContext({
      name: 'payments',
      module: 'git.example.org/shop/payments',
      port: shape === 'http' ? '8080' : '9090',
      program: programs[shape],
      file: fileOf(runtime, programs[shape]),
      main: programs[shapes[0]],
      workload: shape,
      description: 'Takes money',
      owner: 'team-pay',
      shapes: Object.fromEntries(shapes.map(one => [one, true])),
      needs: {},
    });
    for (const [path, { content }] of Object.entries(
      skeletons[`${runtime}-${shape}`],
    )) {
      const file = join(folder, renderer.render(path, context));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, renderer.render(content, context));
    }
  }
}
