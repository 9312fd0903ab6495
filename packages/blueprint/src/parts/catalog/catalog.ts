import {
  entityAnnotations as annotations,
  formatEnvironments,
  labels,
  serviceDocument,
} from '@slipway/model';
import type { RenderContext } from '../../context';
import { managed, seeded } from '../../files';
import { toYaml } from '../../kubernetes';
import { apis, dependencies, resources } from './related';
import type { Part } from '../part';

/** The catalog entity, with the annotations by which cards find what runs; and the spec itself. */
export const catalogPart: Part = {
  name: 'catalog',
  files(ctx) {
    return [
      managed(
        'catalog-info.yaml',
        [component(ctx), ...resources(ctx), ...apis(ctx)]
          .map(entity => toYaml(entity))
          .join('---\n'),
      ),
      seeded(
        'slipway.yaml',
        toYaml(serviceDocument(ctx.service), {
          order: 'given',
          comments: { '': 'What this service wants of its platform.' },
        }),
      ),
    ];
  },
};

function component(ctx: RenderContext) {
  const { metadata, spec } = ctx.service;
  const selector = `${labels.service}=${ctx.name}`;
  // Charts label what they bring by the name of the release, as Helm's own do.
  const pods = ctx.environments.every(({ chart }) => chart)
    ? `app.kubernetes.io/instance=${ctx.name}`
    : selector;
  const slug = {
    github: 'github.com/project-slug',
    gitlab: 'gitlab.com/project-slug',
    gitea: undefined,
  }[spec.repository.host];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: ctx.name,
      description: metadata.description,
      annotations: {
        [annotations.sourceLocation]: `url:${ctx.repository.sourceUrl}`,
        ...(slug ? { [slug]: ctx.repository.path } : {}),
        'backstage.io/techdocs-ref': 'dir:.',
        [annotations.kubernetesId]: ctx.name,
        [annotations.kubernetesLabelSelector]: pods,
        [annotations.argocdAppSelector]: selector,
        [annotations.environments]: formatEnvironments(ctx.environments),
        [annotations.builds]: ctx.repository.buildsUrl,
      },
      links: [
        { url: ctx.repository.url, title: 'Repository', icon: 'code' },
        { url: ctx.repository.buildsUrl, title: 'Builds', icon: 'build' },
      ],
    },
    spec: {
      type: ctx.workloads.some(({ type }) => type === 'web')
        ? 'website'
        : 'service',
      lifecycle: metadata.lifecycle ?? 'production',
      owner: metadata.owner,
      system: metadata.system,
      ...some(
        'providesApis',
        apis(ctx).map(({ metadata: { name } }) => name),
      ),
      ...some('dependsOn', dependencies(ctx)),
    },
  };
}

/** A list that is left out when there is nothing in it. */
function some(field: string, values: readonly string[]) {
  return values.length ? { [field]: values } : {};
}
