import { seeded } from '../../files';
import type { RenderContext } from '../../context';
import type { Part } from '../part';
import { renderSkeleton } from './template';

/** What a skeleton's files may ask for. */
export function skeletonValues(ctx: RenderContext): Record<string, string> {
  const [workload] = ctx.workloads;
  return {
    name: ctx.name,
    module: ctx.repository.module,
    port: String(workload.port),
    description: ctx.service.metadata.description ?? '',
    owner: ctx.service.metadata.owner,
  };
}

export function skeletonKey(ctx: RenderContext): string {
  return `${ctx.service.spec.runtime}-${ctx.workloads[0].type}`;
}

/** The application's own source, from the bundle's skeleton. The team's from the first render on. */
export const sourcePart: Part = {
  name: 'source',
  files(ctx) {
    const tree = renderSkeleton(
      ctx.bundle.skeletons[skeletonKey(ctx)] ?? {},
      skeletonValues(ctx),
    );
    return Object.entries(tree).map(([path, { content, executable }]) => ({
      ...seeded(path, content),
      ...(executable ? { executable } : {}),
    }));
  },
};
