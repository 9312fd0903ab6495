import type {
  IApplication,
  IApplicationSet,
  IAppProject,
} from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1';
import type { Chart, EnvironmentContext, RenderContext } from '../../context';
import { environmentLabels } from '../../kubernetes/labels';
import { relativePath } from '../../text/relativePath';
import { valueFiles } from './chart';
import { manifestSource } from './source';

export function application(
  ctx: RenderContext,
  environment: EnvironmentContext,
): IApplication {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: `${ctx.name}-${environment.name}`,
      namespace: ctx.bundle.argocd.namespace,
      labels: environmentLabels(ctx, environment.name),
    },
    spec: environment.chart
      ? chartSpec(ctx, environment, environment.chart)
      : spec(ctx, {
          path: ctx.places.overlay(environment.name),
          cluster: environment.cluster,
          namespace: environment.namespace,
        }),
  };
}

function chartSpec(
  ctx: RenderContext,
  environment: EnvironmentContext,
  chart: Chart,
): NonNullable<IApplication['spec']> {
  const { source, syncPolicy, ...rest } = spec(ctx, {
    ...environment,
    path: chart.path,
  });
  return {
    ...rest,
    source: {
      ...source!,
      helm: {
        // As Helm by itself would: the Application's name has the environment in it.
        releaseName: ctx.name,
        // Argo CD begins in the chart's folder.
        valueFiles: valueFiles(ctx, { ...environment, chart }).map(file =>
          relativePath(chart.path, file),
        ),
      },
    },
    syncPolicy: {
      ...syncPolicy,
      ...(environment.ownsNamespace
        ? { syncOptions: ['CreateNamespace=true'] }
        : {}),
    },
  };
}

interface Target {
  path: string;
  cluster: string;
  namespace: string;
}

function spec(
  ctx: RenderContext,
  { path, cluster, namespace }: Target,
): NonNullable<IApplication['spec']> {
  const { url, branch } = manifestSource(ctx);
  return {
    project: projectOf(ctx),
    source: {
      repoURL: url,
      targetRevision: branch,
      path,
    },
    destination: { name: cluster, namespace },
    syncPolicy: { automated: { prune: true, selfHeal: true } },
  };
}

export function projectOf({ bundle, name }: RenderContext): string {
  return bundle.argocd.ownProjects ? name : bundle.argocd.project;
}

/** One object from which Argo CD makes an Application for each environment. */
export function applicationSet(
  ctx: RenderContext,
  environments: readonly EnvironmentContext[],
): IApplicationSet {
  const labels = environmentLabels(ctx, '{{ .environment }}');
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: ctx.name,
      namespace: ctx.bundle.argocd.namespace,
    },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          list: {
            elements: environments.map(({ name, cluster, namespace }) => ({
              environment: name,
              cluster,
              namespace,
            })),
          },
        },
      ],
      template: {
        metadata: { name: `${ctx.name}-{{ .environment }}`, labels },
        spec: spec(ctx, {
          path: ctx.places.overlay('{{ .environment }}'),
          cluster: '{{ .cluster }}',
          namespace: '{{ .namespace }}',
        }),
      },
    },
  };
}

/** What the service's Applications may deploy, from where, to where. */
export function appProject(
  ctx: RenderContext,
  environments: readonly EnvironmentContext[],
): IAppProject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: ctx.name, namespace: ctx.bundle.argocd.namespace },
    spec: {
      sourceRepos: [manifestSource(ctx).url],
      destinations: environments.map(({ cluster, namespace }) => ({
        name: cluster,
        namespace,
      })),
      clusterResourceWhitelist: environments.some(e => e.ownsNamespace)
        ? [{ group: '', kind: 'Namespace' }]
        : [],
    },
  };
}
