import type { IService, IServiceAccount } from 'kubernetes-models/v1';
import type { RenderContext, WorkloadContext } from '../../context';
import { managed, seeded } from '../../files';
import { toYaml } from '../../kubernetes';
import { selectorLabels, workloadLabels } from '../../kubernetes/labels';
import type { Part } from '../part';
import { deployment } from './deployment';
import { overlayFiles } from './overlay';

/** Kubernetes: a base, an overlay for each environment, and the team's own component. */
export const workloadPart: Part = {
  name: 'workload',
  render(ctx) {
    const base = [
      { file: 'serviceaccount.yaml', value: serviceAccount(ctx) },
      ...ctx.workloads.flatMap(workload => [
        {
          file: `deployment-${workload.name}.yaml`,
          value: deployment(ctx, workload),
        },
        {
          file: `service-${workload.name}.yaml`,
          value: serviceObject(ctx, workload),
        },
      ]),
    ];
    return [
      managed(
        'deploy/base/kustomization.yaml',
        toYaml({
          apiVersion: 'kustomize.config.k8s.io/v1beta1',
          kind: 'Kustomization',
          resources: base.map(({ file }) => file),
        }),
      ),
      ...base.map(({ file, value }) =>
        managed(`deploy/base/${file}`, toYaml(value)),
      ),
      seeded('deploy/custom/kustomization.yaml', customComponent()),
      ...ctx.environments.flatMap(environment =>
        overlayFiles(ctx, environment),
      ),
    ];
  },
};

function customComponent(): string {
  return toYaml(
    {
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      resources: [],
      patches: [],
    },
    {
      comments: {
        '': "The team's own: every overlay includes this component, and Slipway never writes it again.\nAdd resources and patches here rather than in deploy/base or deploy/overlays.",
      },
    },
  );
}

function serviceAccount(ctx: RenderContext): IServiceAccount {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: ctx.name },
    automountServiceAccountToken: false,
  };
}

function serviceObject(
  ctx: RenderContext,
  workload: WorkloadContext,
): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: workload.objectName,
      labels: workloadLabels(workload.name, workload.type),
    },
    spec: {
      selector: selectorLabels(ctx, workload.name),
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}
