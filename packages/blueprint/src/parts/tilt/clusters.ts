import type { RenderContext } from '../../context';
import { managed } from '../../files';
import type { PartFile } from '../../files';
import { toYaml } from '../../kubernetes';

/** Of this machine, behind which the cluster's gateway or ingress answers. */
export const CLUSTER_PORTS = [8080, 8443];

/** A cluster for `tilt up`, with a registry beside it that Tilt finds by itself. */
export function clusterFiles(ctx: RenderContext): PartFile[] {
  return [
    managed('deploy/local/k3d.yaml', k3d(ctx)),
    managed('deploy/local/kind.yaml', kind(ctx)),
  ];
}

function k3d({ bundle, environments }: RenderContext): string {
  const images = bundle.defaults.images ?? {};
  return toYaml(
    {
      apiVersion: 'k3d.io/v1alpha5',
      kind: 'Simple',
      metadata: { name: 'slipway' },
      servers: 1,
      agents: 2,
      ...(images.k3s ? { image: images.k3s } : {}),
      ...(environments[0].expose
        ? {
            ports: [80, 443].map((port, index) => ({
              port: `127.0.0.1:${CLUSTER_PORTS[index]}:${port}`,
              nodeFilters: ['loadbalancer'],
            })),
          }
        : {}),
      registries: {
        create: {
          name: 'registry.localhost',
          host: '127.0.0.1',
          hostPort: '5000',
        },
      },
      options: {
        k3d: { wait: true, timeout: '120s' },
        kubeconfig: {
          updateDefaultKubeconfig: true,
          switchCurrentContext: true,
        },
      },
    },
    {
      order: 'given',
      reader: 'yaml-1.2',
      comments: {
        '': 'k3d cluster create --config deploy/local/k3d.yaml',
      },
    },
  );
}

function kind({ bundle }: RenderContext): string {
  const image = bundle.defaults.images?.kind;
  const node = (role: string) => ({ role, ...(image ? { image } : {}) });
  return toYaml(
    {
      kind: 'Cluster',
      apiVersion: 'kind.x-k8s.io/v1alpha4',
      name: 'slipway',
      nodes: [node('control-plane'), node('worker'), node('worker')],
      containerdConfigPatches: [
        `[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "/etc/containerd/certs.d"
`,
      ],
    },
    {
      order: 'given',
      comments: {
        '': 'kind create cluster --config deploy/local/kind.yaml, with a local registry: ctlptl create cluster kind --registry=registry.localhost',
      },
    },
  );
}
