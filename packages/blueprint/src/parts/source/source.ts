import type { FileTree } from '@slipway/model';
import { seeded } from '../../files';
import type { PartFile } from '../../files';
import type { RenderContext, WorkloadContext } from '../../context';
import { runtimeOf } from '../../runtimes';
import { programsOf } from '../dockerfile/programs';
import { queueNeedOf } from '../needs/queue';
import { forWorkloads } from '../needs/variables';
import type { Part } from '../part';
import { sidePort } from '../workload/probes';
import { renderSkeleton } from './template';
import type { SkeletonValues } from './template';

/** A skeleton that the service is to have, and the workload that it is for; those of needs are for all. */
export interface WantedSkeleton {
  key: string;
  workload: WorkloadContext;
  program: string;
  /** Not having it is no loss: what a need brings, a team may write itself. */
  optional?: true;
}

/** What is the same whatever the service needs, as long as it needs something. */
const ANY = 'any';

/** Each workload has a skeleton by its shape, and each kind of need may bring one that is laid beside. */
export function wantedSkeletons(ctx: RenderContext): WantedSkeleton[] {
  const { runtime } = ctx.service.spec;
  if (runtime === 'container' || ctx.build.source === 'own') {
    return [];
  }
  const programs = programsOf(ctx);
  return [
    ...programs.map(({ workload, program }) => ({
      key: `${runtime}-${shapeOf(workload)}`,
      workload,
      program,
    })),
    ...Object.keys(needValues(ctx)).map(need => ({
      ...programs[0],
      key: `${runtime}-${need === ANY ? 'needs' : need}`,
      optional: true as const,
    })),
  ];
}

/** What its source is like: with GraphQL another than that of a plain HTTP API. */
function shapeOf({ type, api }: WorkloadContext): string {
  return api === 'graphql' ? api : type;
}

function present(names: readonly string[]): Record<string, true> {
  return Object.fromEntries(names.map(name => [name, true]));
}

function withAny(names: readonly string[]): Record<string, true> {
  return present(names.length ? [...names, ANY] : []);
}

function needValues(ctx: RenderContext): Record<string, true> {
  return withAny(needTypes(ctx));
}

function needTypes({ environments }: RenderContext): string[] {
  return [
    ...new Set(environments.flatMap(forWorkloads).map(({ type }) => type)),
  ];
}

/** What a skeleton's files may ask for. */
export function skeletonValues(
  ctx: RenderContext,
  { workload, program }: Pick<WantedSkeleton, 'workload' | 'program'>,
): SkeletonValues {
  const side = sidePort(workload)?.port ?? '';
  return {
    name: ctx.name,
    module: ctx.repository.module,
    description: ctx.service.metadata.description ?? '',
    owner: ctx.service.metadata.owner,
    workload: workload.name,
    program,
    file: fileOf(ctx, program),
    // What the image starts by itself.
    main: programsOf(ctx)[0].program,
    port: String(workload.port || side),
    sidePort: String(side),
    shapes: present(programsOf(ctx).map(one => shapeOf(one.workload))),
    needs: needValues(ctx),
    // What this program reads from, and what all of them do.
    queue: queueNeedOf(ctx, workload)?.type ?? '',
    queues: withAny(
      programsOf(ctx).flatMap(one => {
        const need = queueNeedOf(ctx, one.workload);
        return need ? [need.type] : [];
      }),
    ),
  };
}

function fileOf({ service }: RenderContext, program: string): string {
  return runtimeOf(service.spec.runtime)?.fileOf?.(program) ?? program;
}

/** The application's own source, from the bundle's skeletons. The team's from the first render on. */
export const sourcePart: Part = {
  name: 'source',
  files(ctx) {
    return wantedSkeletons(ctx)
      .map(wanted =>
        renderSkeleton(
          skeletonOf(ctx, wanted) ?? {},
          skeletonValues(ctx, wanted),
        ),
      )
      .reduce(beside, []);
  },
  // While it is made, tools may ask what the graph has.
  pod(_ctx, { stage }, { api, router }) {
    return (api === 'graphql' || router) && stage === 'dev'
      ? { env: [{ name: 'GRAPHQL_INTROSPECTION', value: 'true' }] }
      : {};
  },
};

export function skeletonOf(
  { bundle: { skeletons } }: RenderContext,
  { key }: WantedSkeleton,
): FileTree | undefined {
  return Object.hasOwn(skeletons, key) ? skeletons[key] : undefined;
}

/** What several have in common is there once; where they differ, two write one file, and that is found. */
function beside(files: PartFile[], tree: FileTree): PartFile[] {
  const added = Object.entries(tree)
    .filter(
      ([path, { content }]) =>
        !files.some(file => file.path === path && file.content === content),
    )
    .map(([path, { content, executable }]) => ({
      ...seeded(path, content),
      ...(executable ? { executable } : {}),
    }));
  return [...files, ...added];
}
