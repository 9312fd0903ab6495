import type {
  FileTree,
  Finding,
  FirstDayNeed,
  PlatformBundle,
  Service,
} from '@slipway/model';
import { renderContext } from './context';
import type { EnvironmentContext, RenderContext } from './context';
import { toTree } from './files';
import type { PartFile, WrittenFile } from './files';
import { KUSTOMIZATION_FILE } from './kustomize/load';
import { layoutFiles } from './layout';
import { partsOf } from './parts';
import { deliveryPart } from './parts/delivery/delivery';
import { firstDay } from './parts/docs/firstDay';
import { additionOf } from './parts/addition';
import type { PartObject } from './parts/part';
import type { Places } from './places';
import { pristineFiles } from './pristine';
import { contextFindings, fileFindings, nameFindings } from './renderFindings';

export interface Rendered {
  /** The service's repository, from its root. Empty when there is a finding of severity error. */
  tree: FileTree;
  /** What it has in the GitOps repository, where manifests lie in one of their own. */
  central?: FileTree;
  findings: Finding[];
}

/** The files of a service's repository: the same for the same spec and bundle, byte by byte. */
export function renderService(
  service: Service,
  bundle: PlatformBundle,
): Rendered {
  const ctx = renderContext(service, bundle);
  const parts = partsOf(bundle);
  const before = [
    ...contextFindings(ctx),
    ...ctx.environments.flatMap(environment => [
      ...environment.leftOut,
      ...(environment.chart ? [deliveryPart] : parts).flatMap(
        part => part.findings?.(ctx, environment) ?? [],
      ),
    ]),
  ];
  if (before.some(isError)) {
    return { tree: {}, findings: before };
  }
  const objects = new Map(
    ctx.environments.map(e => [e, objectsOf(ctx, e, parts)]),
  );
  const objectsIn = (environment: EnvironmentContext) =>
    objects.get(environment) ?? [];
  const files: WrittenFile[] = [
    ...parts
      .flatMap(
        part =>
          part.files?.(ctx).map(file => ({ ...file, by: part.name })) ?? [],
      )
      .map(file => inRoot(ctx, file)),
    ...layoutFiles(ctx, objectsIn),
  ].filter(({ central, path }) => central || !isOwn(service, path));
  const findings = [
    ...before,
    ...nameFindings(ctx, objectsIn),
    ...fileFindings(files),
  ];
  if (findings.some(isError)) {
    return { tree: {}, findings };
  }
  const tree = (folder: string, own: readonly PartFile[]) => ({
    ...toTree(own),
    ...pristineFiles(own, service, bundle, folder),
  });
  return {
    tree: tree(
      ctx.root,
      files.filter(({ central }) => !central),
    ),
    ...(ctx.places.central
      ? {
          central: tree(
            `${ctx.places.base}/`,
            files.filter(({ central }) => central),
          ),
        }
      : {}),
    findings,
  };
}

/** The GitOps repository that its manifests go to, where that is another one. */
export function gitopsOf(
  service: Service,
  bundle: PlatformBundle,
): Places['central'] {
  return renderContext(service, bundle).places.central;
}

/** Where Git says which version an environment runs. */
export interface VersionPlace {
  environment: string;
  /** The image without its tag. */
  image: string;
  /** The repository, where it is not the service's own. */
  central?: Places['central'];
  file: string;
}

/** Where a version is written down for each environment, in the order of promotion. */
export function versionPlacesOf(
  service: Service,
  bundle: PlatformBundle,
): VersionPlace[] {
  const { environments, image, places } = renderContext(service, bundle);
  return environments.map(({ name, chart }) => ({
    environment: name,
    image,
    ...(places.central && { central: places.central }),
    file: chart
      ? places.values(name)
      : `${places.overlay(name)}/${KUSTOMIZATION_FILE}`,
  }));
}

/** What the service needs beyond its repository before its first deployment. */
export function firstDayOf(
  service: Service,
  bundle: PlatformBundle,
): FirstDayNeed[] {
  return firstDay(renderContext(service, bundle));
}

/** Parts write into the service's folder; what hosts and delivery look for has its own place. */
function inRoot({ root }: RenderContext, file: PartFile): PartFile {
  return file.placed ? file : { ...file, path: `${root}${file.path}` };
}

/** Whether the team has said that a file is theirs. */
function isOwn({ spec }: Service, path: string): boolean {
  return (spec.repository.own ?? []).some(own =>
    own.endsWith('/') ? path.startsWith(own) : path === own,
  );
}

/** What an environment has, before namespace, labels and the image's tag are laid over it. */
export function objectsOf(
  ctx: RenderContext,
  environment: EnvironmentContext,
  parts = partsOf(ctx.bundle),
): PartObject[] {
  if (environment.chart) {
    return [];
  }
  return parts.flatMap(
    part =>
      part.objects?.(ctx, environment, workload =>
        additionOf(parts, ctx, environment, workload),
      ) ?? [],
  );
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
