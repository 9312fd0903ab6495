import { managed } from '../../files';
import type { PartFile } from '../../files';
import type { RenderContext } from '../../context';
import { runtimeOf } from '../../runtimes';
import type { Part } from '../part';
import { programsOf } from './programs';

/** Nor what a machine keeps for itself: Tilt's made-up passwords, an `.env`, an editor's files. `.editorconfig` is asked by linters. */
const ignored = [
  '.DS_Store',
  '.devcontainer',
  '.env*',
  '.git',
  '.github',
  '.gitea',
  '.gitlab-ci.yml',
  '.idea',
  '.slipway',
  '.tilt',
  '.vscode',
  'deploy',
  'docs',
  'Dockerfile',
  'Tiltfile',
  '*.md',
  'catalog-info.yaml',
  'mkdocs.yml',
  'slipway.yaml',
];

export function dockerignore(built: readonly string[] = []): PartFile {
  return managed(
    '.dockerignore',
    `# What is listed here never reaches a build.\n${[
      ...ignored,
      ...built,
    ].join('\n')}\n`,
  );
}

/** The image: built with caches, run as nobody from an image that has no shell if it need not. */
export const dockerfilePart: Part = {
  name: 'dockerfile',
  files(ctx) {
    const runtime = runtimeOf(ctx.service.spec.runtime);
    if (!runtime) {
      return [];
    }
    const { base, final = runtime.finals[0] } = ctx.build;
    return [
      managed(
        'Dockerfile',
        runtime.dockerfile({
          images: ctx.bundle.defaults.images ?? {},
          final,
          base,
          programs: programsOf(ctx).map(({ program }) => program),
          ports: portsOf(ctx),
          calls: ctx.workloads.some(({ type }) => type === 'grpc'),
        }),
      ),
      dockerignore(runtime.built),
    ];
  },
  findings(ctx, environment) {
    const { runtime } = ctx.service.spec;
    const finals = runtimeOf(runtime)?.finals ?? [];
    const { final } = ctx.build;
    return environment === ctx.environments[0] &&
      final &&
      finals.length > 0 &&
      !finals.includes(final)
      ? [
          {
            rule: 'build.final-possible',
            severity: 'error',
            message: `a service in ${runtime} cannot run from '${final}': it needs more than its own files`,
            remedy: `Write ${finals.join(' or ')}`,
            path: 'spec.build.final',
          },
        ]
      : [];
  },
};

function portsOf(ctx: RenderContext): number[] {
  return [
    ...new Set(
      ctx.workloads.filter(({ serves }) => serves).map(({ port }) => port),
    ),
  ];
}
