import type { Finding } from '@slipway/model';
import type { PartFile } from '../../files';
import { managed } from '../../files';
import { toYaml } from '../../kubernetes';
import type { EnvironmentContext, RenderContext } from '../../context';
import type { Part } from '../part';
import { application, applicationSet, appProject } from './argocd';
import { byChart, chartFindings, imageValues } from './chart';
import { fluxObjects } from './flux';

/** What brings overlays, or a chart, to the clusters: Argo CD or Flux; with plain kubectl there is nothing to write. */
export const deliveryPart: Part = {
  name: 'delivery',
  files(ctx) {
    const files = [...argocdFiles(ctx), ...fluxFiles(ctx), ...imageValues(ctx)];
    return files.map(file => ({
      ...file,
      placed: true,
      ...(ctx.places.central ? { central: true } : {}),
    }));
  },
  findings(ctx, environment) {
    return [...layoutFindings(ctx, environment), ...chartFindings(environment)];
  },
};

/** One repository has the manifests of all environments. */
function layoutFindings(
  ctx: RenderContext,
  { name, delivery }: EnvironmentContext,
): Finding[] {
  const [first] = ctx.environments;
  if (delivery.layout !== first.delivery.layout) {
    return [
      {
        rule: 'delivery.one-layout',
        severity: 'error',
        message: `${first.name} has its manifests '${first.delivery.layout}', and ${name} '${delivery.layout}'`,
        remedy: 'Say spec.delivery.layout once, for all environments',
        path: `spec.environments.${name}.delivery.layout`,
      },
    ];
  }
  return delivery.layout === 'central' && !ctx.places.central
    ? [
        {
          rule: 'delivery.central-known',
          severity: 'error',
          message:
            'the manifests are to lie in a central repository, and nobody says which',
          remedy:
            'Write spec.delivery.repository, or have the platform team set gitops.url in its bundle',
          path: 'spec.delivery.layout',
        },
      ]
    : [];
}

function argocdFiles(ctx: RenderContext): PartFile[] {
  const own = ctx.environments.filter(
    ({ delivery }) => delivery.engine === 'argocd',
  );
  if (own.length === 0) {
    return [];
  }
  const asSet =
    own.every(({ delivery }) => delivery.applicationSet) &&
    byChart(own).length === 0;
  return [
    ...(ctx.bundle.argocd.ownProjects
      ? [
          managed(
            `${ctx.places.argocd}/project/project.yaml`,
            toYaml(appProject(ctx, own)),
          ),
        ]
      : []),
    ...(asSet
      ? [
          managed(
            `${ctx.places.argocd}/applicationset.yaml`,
            toYaml(applicationSet(ctx, own)),
          ),
        ]
      : own.map(environment =>
          managed(
            `${ctx.places.argocd}/${environment.name}.yaml`,
            toYaml(application(ctx, environment)),
          ),
        )),
  ];
}

function fluxFiles(ctx: RenderContext): PartFile[] {
  return ctx.environments
    .filter(({ delivery }) => delivery.engine === 'flux')
    .map(environment =>
      managed(
        `${ctx.places.flux}/${environment.name}.yaml`,
        fluxObjects(ctx, environment)
          .map(object => toYaml(object))
          .join('---\n'),
      ),
    );
}
