import { overlayPath } from '../../context';
import type { RenderContext } from '../../context';
import { managed } from '../../files';
import type { Part } from '../part';

/** Local development: the first environment's overlay on a cluster of this machine, with live update. */
export const tiltPart: Part = {
  name: 'tilt',
  files(ctx) {
    return [managed('Tiltfile', tiltfile(ctx))];
  },
};

function tiltfile(ctx: RenderContext): string {
  const [environment] = ctx.environments;
  const resources = environment.workloads.map(
    ({ objectName, port }) =>
      `k8s_resource('${objectName}', port_forwards='${port}:${port}')\n`,
  );
  return `# tilt up: builds, deploys to a k3d or kind cluster on this machine, and updates as you save.

context = k8s_context()
if not (context.startswith('k3d-') or context.startswith('kind-')):
    fail("'%s' is not a k3d or kind context: choose one with kubectl config use-context" % context)
allow_k8s_contexts(context)

docker_build(
    '${ctx.image}',
    '.',
    target='dev',
    live_update=[
        fall_back_on(['go.mod', 'Dockerfile']),
        sync('.', '/src'),
        run('go build -o /tmp/server.new ./cmd/server && mv /tmp/server.new /tmp/server && kill -TERM "$(cat /tmp/server.pid)"'),
    ],
)

# Live update writes into the container and compiles there: here alone its root file system is writable
# and nothing limits it.
objects = decode_yaml_stream(kustomize('${overlayPath(environment.name)}'))
for object in objects:
    if object['kind'] == 'Deployment':
        for container in object['spec']['template']['spec']['containers']:
            container['securityContext']['readOnlyRootFilesystem'] = False
            container['resources'].pop('limits', None)
k8s_yaml(encode_yaml_stream(objects))

${resources.join('')}`;
}
