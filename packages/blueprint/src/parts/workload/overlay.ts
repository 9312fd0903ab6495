import type { INamespace } from 'kubernetes-models/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { FIRST_BUILD_TAG } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import { overlayPath } from '../../context';
import { managed } from '../../files';
import type { PartFile } from '../../files';
import { toYaml } from '../../kubernetes';
import {
  environmentLabels,
  selectorLabels,
  workloadLabels,
} from '../../kubernetes/labels';
import { deploymentPatch } from './patch';

/** The files of one environment's overlay. */
export function overlayFiles(
  ctx: RenderContext,
  environment: EnvironmentContext,
): PartFile[] {
  const folder = overlayPath(environment.name);
  const budgets = environment.workloads
    .filter(workload => workload.replicas >= 2)
    .map(workload => ({
      file: `poddisruptionbudget-${workload.name}.yaml`,
      value: disruptionBudget(ctx, workload),
    }));
  const patches = environment.workloads.flatMap((workload, index) => {
    const value = deploymentPatch(ctx, ctx.workloads[index], workload);
    return value ? [{ file: `patch-${workload.name}.yaml`, value }] : [];
  });
  const namespaces = environment.ownsNamespace
    ? [{ file: 'namespace.yaml', value: namespaceObject(environment) }]
    : [];
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: environment.namespace,
    resources: [
      '../../base',
      ...[...namespaces, ...budgets].map(({ file }) => file),
    ],
    components: ['../../custom'],
    labels: [
      {
        pairs: environmentLabels(ctx, environment.name),
        includeSelectors: false,
        includeTemplates: true,
      },
    ],
    ...(patches.length
      ? { patches: patches.map(({ file }) => ({ path: file })) }
      : {}),
    replicas: environment.workloads.map(workload => ({
      name: workload.objectName,
      count: workload.replicas,
    })),
    images: [{ name: ctx.image, newTag: FIRST_BUILD_TAG }],
  };
  return [
    managed(
      `${folder}/kustomization.yaml`,
      toYaml(kustomization, {
        quoted: ['images.0.newTag'],
        comments: {
          components: "The team's own resources and patches.",
          images:
            'The tag belongs to the build pipeline: it commits what it has pushed.',
        },
      }),
    ),
    ...[...namespaces, ...budgets, ...patches].map(({ file, value }) =>
      managed(`${folder}/${file}`, toYaml(value)),
    ),
  ];
}

function namespaceObject(environment: EnvironmentContext): INamespace {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: environment.namespace,
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
    },
  };
}

function disruptionBudget(
  ctx: RenderContext,
  workload: WorkloadContext,
): IPodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: selectorLabels(ctx, workload.name) },
    },
  };
}
