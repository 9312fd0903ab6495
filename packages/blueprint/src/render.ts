import type {
  FileTree,
  Finding,
  PlatformBundle,
  Service,
} from '@slipway/model';
import { renderContext } from './context';
import type { EnvironmentContext, RenderContext } from './context';
import { toTree } from './files';
import { layoutFiles } from './layout';
import { parts } from './parts';
import { additionOf } from './parts/addition';
import type { PartObject } from './parts/part';
import { pristineFiles } from './pristine';
import { contextFindings, fileFindings } from './renderFindings';

export interface Rendered {
  /** Empty when there is a finding. */
  tree: FileTree;
  findings: Finding[];
}

/** The files of a service's repository: the same for the same spec and bundle, byte by byte. */
export function renderService(
  service: Service,
  bundle: PlatformBundle,
): Rendered {
  const ctx = renderContext(service, bundle);
  const before = [
    ...contextFindings(ctx),
    ...ctx.environments.flatMap(environment =>
      parts.flatMap(part => part.findings?.(ctx, environment) ?? []),
    ),
  ];
  if (before.length > 0) {
    return { tree: {}, findings: before };
  }
  const files = [
    ...parts.flatMap(part => part.files?.(ctx) ?? []),
    ...layoutFiles(ctx, environment => objectsOf(ctx, environment)),
  ];
  const findings = fileFindings(files);
  return findings.length > 0
    ? { tree: {}, findings }
    : {
        tree: { ...toTree(files), ...pristineFiles(files, service, bundle) },
        findings,
      };
}

/** What an environment has, before namespace, labels and the image's tag are laid over it. */
export function objectsOf(
  ctx: RenderContext,
  environment: EnvironmentContext,
): PartObject[] {
  return parts.flatMap(
    part =>
      part.objects?.(ctx, environment, workload =>
        additionOf(parts, ctx, environment, workload),
      ) ?? [],
  );
}
