import { FIRST_BUILD_TAG } from '@slipway/model';
import type { EnvironmentContext, RenderContext } from '../context';
import type { Places } from '../places';
import { relativePath } from '../text/relativePath';
import { managed, seeded } from '../files';
import type { PartFile } from '../files';
import { toYaml } from '../kubernetes';
import { environmentLabels } from '../kubernetes/labels';
import type { PartObject } from '../parts/part';
import { byIdentity, isEmpty, layerOver } from './layer';
import type { Layer } from './layer';

const component = {
  apiVersion: 'kustomize.config.k8s.io/v1alpha1',
  kind: 'Component',
};

/**
 * Writes what each environment has as Kustomize folders: a base with what all have, a component for what all
 * environments from one on have (capabilities grow towards production), an overlay with what is left, and the
 * team's own component. What the overlays evaluate to is what was given: a property test holds it to that.
 */
export function layoutFiles(
  ctx: RenderContext,
  objectsOf: (environment: EnvironmentContext) => PartObject[],
): PartFile[] {
  const { places } = ctx;
  const environments = ctx.environments.filter(({ chart }) => !chart);
  if (environments.length === 0) {
    return [];
  }
  const versions = environments.map(e => byIdentity(objectsOf(e), e.name));
  const base = layerOver(new Map(), versions);
  const files = [...folderFiles(places.base, {}, base.layer)];
  const components: string[] = [];
  let have = base.have;
  environments.forEach((environment, index) => {
    // From the second environment on, while there is more than one to share with.
    if (index > 0 && index < environments.length - 1) {
      const shared = layerOver(have, versions.slice(index));
      if (!isEmpty(shared.layer)) {
        const folder = `${places.components}/from-${environment.name}`;
        files.push(...folderFiles(folder, component, shared.layer));
        components.push(folder);
      }
      have = shared.have;
    }
    const own = layerOver(have, [versions[index]]);
    files.push(
      ...overlayFiles(ctx, environment, components, own.layer, [
        ...versions[index].values(),
      ]),
    );
  });
  files.push(seeded(`${places.custom}/kustomization.yaml`, custom(places)));
  return places.central
    ? files.map(file => ({ ...file, central: true }))
    : files;
}

const podsOfRollouts = {
  path: 'spec/template/metadata/labels',
  kind: 'Rollout',
  create: true,
};

function overlayFiles(
  ctx: RenderContext,
  environment: EnvironmentContext,
  components: readonly string[],
  layer: Layer,
  objects: readonly PartObject[],
): PartFile[] {
  const { places } = ctx;
  const folder = places.overlay(environment.name);
  const rollouts = objects.some(({ object }) => object.kind === 'Rollout');
  return folderFiles(
    folder,
    {
      namespace: environment.namespace,
      resources: [relativePath(folder, places.base)],
      components: [...components, places.custom].map(path =>
        relativePath(folder, path),
      ),
      labels: [
        {
          pairs: environmentLabels(ctx, environment.name),
          includeSelectors: false,
          includeTemplates: true,
          // By itself Kustomize knows the pods of Kubernetes' own kinds alone.
          ...(rollouts ? { fields: [podsOfRollouts] } : {}),
        },
      ],
      images: imagesOf(ctx),
    },
    layer,
  );
}

/** The image of the service's own build; one that exists already has its tag where it is named. */
function imagesOf(ctx: RenderContext): object[] | undefined {
  return ctx.service.spec.build?.image
    ? undefined
    : [{ name: ctx.image, newTag: FIRST_BUILD_TAG }];
}

function folderFiles(
  folder: string,
  given: { resources?: string[]; images?: object[]; [field: string]: unknown },
  { resources, patches, replicas }: Layer,
): PartFile[] {
  const written = grouped(resources);
  const patching = grouped(patches);
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    ...given,
    resources: [...(given.resources ?? []), ...written.keys()],
    patches: [...patching.keys()].map(path => ({ path })),
    replicas,
  };
  return [
    managed(
      `${folder}/kustomization.yaml`,
      toYaml(withoutEmpty(kustomization), {
        quoted: given.images ? ['images.0.newTag'] : [],
        comments: {
          ...(given.components
            ? { 'components.custom': "The team's own resources and patches." }
            : {}),
          ...(given.images
            ? {
                images:
                  'The tag belongs to the build pipeline: it commits what it has pushed.',
              }
            : {}),
        },
      }),
    ),
    ...[...written, ...patching].map(([file, objects]) =>
      (objects.every(one => one.seeded) ? seeded : managed)(
        `${folder}/${file}`,
        objects
          .map(({ object, comments }) => toYaml(object, { comments }))
          .join('---\n'),
      ),
    ),
  ];
}

function grouped(objects: readonly PartObject[]): Map<string, PartObject[]> {
  const files = new Map<string, PartObject[]>();
  for (const given of objects) {
    files.set(given.file, [...(files.get(given.file) ?? []), given]);
  }
  return files;
}

function withoutEmpty(fields: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function custom({ base, overlay }: Places): string {
  return toYaml(
    { ...component, resources: [], patches: [] },
    {
      comments: {
        '': `The team's own: every overlay includes this component, and Slipway never writes it again.\nAdd resources and patches here rather than in ${base} or ${overlay(
          '*',
        ).replace(/\/\*.*/, '')}.`,
      },
    },
  );
}
