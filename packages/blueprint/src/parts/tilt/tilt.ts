import type { EnvironmentContext, RenderContext } from '../../context';
import { managed } from '../../files';
import { runtimeOf } from '../../runtimes';
import { programsOf } from '../dockerfile/programs';
import type { Part } from '../part';
import { chart, cloneOf } from './chart';
import { CLUSTER_PORTS, clusterFiles } from './clusters';
import { secretsOfThisMachine } from './secrets';
import { quoted } from './quoted';

/** Local development: the first environment's overlay on a cluster of this machine, with live update. */
export const tiltPart: Part = {
  name: 'tilt',
  files(ctx) {
    const [environment] = ctx.environments;
    return [
      managed('Tiltfile', tiltfile(ctx, environment)),
      ...(environment.local ? clusterFiles(ctx) : []),
    ];
  },
};

function tiltfile(ctx: RenderContext, environment: EnvironmentContext): string {
  return [
    `# tilt up: builds, deploys to a k3d or kind cluster on this machine, and updates as you save.

context = k8s_context()
if not (context.startswith('k3d-') or context.startswith('kind-')):
    fail("'%s' is not a k3d or kind context: choose one with kubectl config use-context" % context)
allow_k8s_contexts(context)
`,
    build(ctx),
    ...(environment.chart
      ? [chart(ctx, environment, environment.chart)]
      : [
          objects(ctx, environment),
          secretsOfThisMachine(ctx, environment),
          resources(environment),
        ]),
  ]
    .filter(Boolean)
    .join('\n');
}

function build(ctx: RenderContext): string {
  if (ctx.build.image) {
    return '';
  }
  const runtime = runtimeOf(ctx.service.spec.runtime);
  const image = quoted(ctx.image);
  if (!runtime) {
    const { dockerfile } = ctx.build;
    return `docker_build(${image}, '.'${
      dockerfile ? `, dockerfile=${quoted(dockerfile)}` : ''
    })
`;
  }
  const { rebuild, source, run } = runtime.live;
  const command = run?.(programsOf(ctx).map(({ program }) => program));
  return `docker_build(
    ${image},
    '.',
    target='dev',
    live_update=[
        fall_back_on([${[...rebuild, 'Dockerfile'].map(quoted).join(', ')}]),
        sync('.', ${quoted(source)}),
${command ? `        run(${quoted(command)}),\n` : ''}    ],
)
`;
}

function objects(ctx: RenderContext, environment: EnvironmentContext): string {
  const runtime = runtimeOf(ctx.service.spec.runtime);
  const folder = ctx.places.central
    ? `os.getenv('GITOPS', '../gitops') + '/${ctx.places.overlay(
        environment.name,
      )}'`
    : quoted(`deploy/overlays/${environment.name}`);
  const clone = cloneOf(ctx, 'The manifests lie');
  if (!runtime) {
    return `${clone}k8s_yaml(kustomize(${folder}))
`;
  }
  // The image starts its first program by itself, again and again: which a job is not to be.
  const commands = programsOf(ctx)
    .filter(({ workload }, index) => index > 0 || workload.type === 'job')
    .map(({ workload, program }) => {
      const { start, once } = runtime.live;
      const command = workload.type === 'job' ? once(program) : start(program);
      return `    ${quoted(workload.name)}: [${command
        .map(quoted)
        .join(', ')}],\n`;
    });
  return `# Live update writes into the container${
    runtime.live.run ? ' and builds there' : ''
  }: here alone its root file system is writable
# and nothing limits it.
${clone}${
    commands.length ? `programs = {\n${commands.join('')}}\n` : ''
  }objects = decode_yaml_stream(kustomize(${folder}))
for object in objects:
    template = object.get('spec', {}).get('template') or object.get('spec', {}).get('jobTemplate', {}).get('spec', {}).get('template')
    for container in (template or {}).get('spec', {}).get('containers', []):
        if container['image'].startswith(${quoted(ctx.image)}):
            container['securityContext']['readOnlyRootFilesystem'] = False
            container['resources'].pop('limits', None)
${
  commands.length
    ? `            if container['name'] in programs:
                container['command'] = programs[container['name']]
                container.pop('args', None)
`
    : ''
}k8s_yaml(encode_yaml_stream(objects))
`;
}

/** Ports of this machine: those of the containers, unless the cluster or another workload has them. */
function localPorts(environment: EnvironmentContext): Map<string, number> {
  const taken = new Set(environment.expose ? CLUSTER_PORTS : []);
  const ports = new Map<string, number>();
  for (const { name, port, serves } of environment.workloads) {
    if (serves) {
      let free = port;
      while (taken.has(free)) {
        free += 1;
      }
      taken.add(free);
      ports.set(name, free);
    }
  }
  return ports;
}

function resources(environment: EnvironmentContext): string {
  const ports = localPorts(environment);
  const servers = environment.needs
    .filter(({ provider }) =>
      ['in-cluster', 'elasticmq', 'minio'].includes(provider),
    )
    .map(({ objectName }) => objectName);
  const lines = environment.workloads
    .filter(({ type }) => type !== 'job')
    .map(({ name, objectName, serves, port }) => {
      const options = [
        ...(serves ? [`port_forwards='${ports.get(name)}:${port}'`] : []),
        ...(servers.length
          ? [`resource_deps=[${servers.map(quoted).join(', ')}]`]
          : []),
      ];
      return `k8s_resource(${[quoted(objectName), ...options].join(', ')})\n`;
    });
  const jobs = environment.workloads
    .filter(({ type }) => type === 'job')
    .map(
      ({ objectName }) =>
        `local_resource('run-${objectName}', 'kubectl -n ${environment.namespace} create job --from=cronjob/${objectName} ${objectName}-$(date +%s)', trigger_mode=TRIGGER_MODE_MANUAL, auto_init=False)\n`,
    );
  return [
    ...lines,
    ...(jobs.length ? ['# A job runs when you ask for it.\n', ...jobs] : []),
  ].join('');
}
