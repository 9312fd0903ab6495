import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTemplateRenderer } from 'nunjitsu';
import { loadBuiltInBundle } from '../loadBuiltInBundle';

/** The program of each shape, where it is the first of a service. */
export const programs = {
  http: 'server',
  graphql: 'graph',
  grpc: 'rpc',
  realtime: 'live',
  web: 'server',
  worker: 'worker',
  job: 'job',
};

/** What a build calls itself. */
export const VERSION = '0.1.7-g1a2b3c4';

export type Shape = keyof typeof programs;

/** The variables that tell where they are asked over HTTP; a job is asked by nobody. */
export const ports: Partial<Record<Shape, string>> = {
  http: 'PORT',
  graphql: 'PORT',
  // The port of the calls is PORT.
  grpc: 'METRICS_PORT',
  realtime: 'PORT',
  web: 'PORT',
  worker: 'METRICS_PORT',
};

/** As the blueprint calls the file of a program: in Kotlin it names a class. */
function fileOf(runtime: string, program: string): string {
  return runtime === 'kotlin'
    ? program.charAt(0).toUpperCase() + program.slice(1)
    : program;
}

/** What a service may need, and whether a worker reads from it: the first of several. */
export const needTypes = {
  postgres: false,
  kafka: true,
  rabbitmq: true,
  sqs: true,
  redis: true,
  s3: false,
} as const;

export type NeedType = keyof typeof needTypes;

function present(names: readonly string[]): Record<string, true> {
  return Object.fromEntries(names.map(name => [name, true]));
}

function withAny(names: readonly string[]): Record<string, true> {
  return present(names.length ? [...names, 'any'] : []);
}

/** Writes the source of a service with these shapes and needs, as the blueprint puts it together. */
export async function render(
  runtime: string,
  shapes: readonly Shape[],
  folder: string,
  needs: readonly NeedType[] = [],
): Promise<void> {
  const { skeletons } = await loadBuiltInBundle();
  const renderer = createTemplateRenderer();
  const queues = shapes.includes('worker')
    ? needs.filter(need => needTypes[need])
    : [];
  const keys = [
    ...shapes.map(shape => [shape, shape] as const),
    ...Object.keys(withAny(needs)).map(
      need => [need === 'any' ? 'needs' : need, shapes[0]] as const,
    ),
  ];
  for (const [key, shape] of keys) {
    const context = renderer.prepareContext({
      name: 'payments',
      module: 'git.example.org/shop/payments',
      port: ports[shape] === 'PORT' || shape === 'grpc' ? '8080' : '9090',
      sidePort: '9090',
      program: programs[shape],
      file: fileOf(runtime, programs[shape]),
      main: programs[shapes[0]],
      workload: shape,
      description: 'Takes money',
      owner: 'team-pay',
      shapes: present(shapes),
      needs: withAny(needs),
      queue: shape === 'worker' ? queues[0] ?? '' : '',
      queues: withAny(queues),
    });
    for (const [path, { content }] of Object.entries(
      skeletons[`${runtime}-${key}`] ?? {},
    )) {
      const file = join(folder, renderer.render(path, context));
      const rendered = renderer.render(content, context);
      if (!content || rendered.trim()) {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, rendered);
      }
    }
  }
}
