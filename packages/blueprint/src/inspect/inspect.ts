import type { FileTree, NeedType, WorkloadType } from '@slipway/model';
import { catalogOf, chartOf, manifestsOf } from './deployed';
import type { CatalogEntry } from './deployed';
import { dependenciesOf } from './dependencies';
import { endpointsOf } from './endpoints';
import type { Endpoints } from './endpoints';
import { dockerfileOf } from './image';
import type { FoundDockerfile } from './image';
import { needsOf } from './needs';
import { runtimeIn, shapeOf } from './shape';
import type { Seen } from './found';

/** What a repository says of the service in it: a proposal, what it rests on, and what somebody has to look at. */
export interface Inspection {
  /** The fields of the form that a service is created with. */
  proposal: CatalogEntry & {
    runtime?: string;
    type?: WorkloadType;
    needs?: NeedType[];
    /** Laid over the spec. */
    spec: Record<string, unknown>;
  };
  seen: Seen[];
  asks: string[];
}

const languages = {
  go: 'Go',
  node: 'JavaScript or TypeScript',
  python: 'Python',
  kotlin: 'Kotlin or Java',
  nextjs: 'Next.js',
};

/** Reads the files of a service as text, and runs nothing of them. */
export function inspectRepository(files: FileTree): Inspection {
  const look = lookAt(files);
  return {
    proposal: proposalOf(look),
    seen: seenIn(look),
    asks: asksAbout(look),
  };
}

/** All that the files say, each thing asked once. */
function lookAt(files: FileTree) {
  const dependencies = dependenciesOf(files);
  const dockerfile = dockerfileOf(files);
  const needs = needsOf(files, dependencies);
  const port = dockerfile?.port ?? dockerfile?.privilegedPort;
  const types = needs.map(({ type }) => type);
  return {
    dockerfile,
    port,
    needs,
    types,
    language: runtimeIn(files, dependencies),
    shape: shapeOf(files, dependencies, types, port),
    endpoints: endpointsOf(files),
    chart: chartOf(files),
    catalog: catalogOf(files),
    manifests: manifestsOf(files),
  };
}

type Look = ReturnType<typeof lookAt>;

function proposalOf(look: Look): Inspection['proposal'] {
  const { dockerfile, language, types, shape, chart, catalog } = look;
  const runtime = dockerfile ? 'container' : language?.runtime;
  return {
    ...catalog?.entry,
    ...(runtime ? { runtime } : {}),
    type: shape.type,
    ...(types.length ? { needs: types } : {}),
    spec: {
      workload: workload(shape.type, dockerfile, look.endpoints),
      build: dockerfile ? { dockerfile: dockerfile.path } : { source: 'own' },
      ...(chart
        ? {
            delivery: {
              layout: 'helm',
              chart: {
                path: chart.path,
                ...(chart.image ? { image: chart.image } : {}),
              },
            },
          }
        : {}),
    },
  };
}

function seenIn(look: Look): Seen[] {
  const { language, dockerfile, port, shape, needs, chart, catalog } = look;
  return [
    language && {
      what: `written in ${languages[language.runtime]}`,
      by: language.by,
    },
    dockerfile && {
      what: `its image is built${port ? `, listens on ${port}` : ''}`,
      by: dockerfile.path,
    },
    shape.seen && {
      what: `${shape.type}: ${shape.seen.what}`,
      by: shape.seen.by,
    },
    ...needs.map(({ type, seen }) => ({
      what: `needs ${type}: ${seen.what}`,
      by: seen.by,
    })),
    ...look.endpoints.seen,
    chart && { what: 'a Helm chart', by: `${chart.path}/Chart.yaml` },
    catalog && { what: 'what the catalog says of it', by: catalog.by },
  ].filter(seen => seen !== undefined);
}

function asksAbout(look: Look): string[] {
  const { dockerfile, shape, types, endpoints, chart, manifests } = look;
  return [
    ...(dockerfile ? imageAsks(dockerfile) : []),
    ...(shape.seen
      ? []
      : [
          `Nothing tells how it is used, so it is taken for ${
            shape.type === 'worker' ? 'a worker' : 'an HTTP API'
          }: \`workload.type\`.`,
        ]),
    ...(chart ? [] : healthAsks(shape.type, endpoints)),
    ...types.map(
      type =>
        `It gets a ${type} of its own in each environment, as the platform provides it and empty. If it is to go on with one that is there, say so below \`needs\`: \`provider: managed\` or \`shared\`.`,
    ),
    ...(chart?.others.length
      ? [
          `There are more charts: ${code(
            chart.others,
          )}. \`delivery.chart.path\` has the one that is deployed.`,
        ]
      : []),
    ...(chart || manifests.length === 0
      ? []
      : [
          `${code(
            manifests.slice(0, 5).map(({ by }) => by),
          )} deploys it today. It is not touched: compare it with \`deploy/\`, and end the old way once the new one runs.`,
        ]),
  ];
}

function workload(
  type: WorkloadType,
  dockerfile: FoundDockerfile | undefined,
  { liveness, readiness, metrics }: Endpoints,
): Record<string, unknown> {
  const serves = type !== 'worker';
  const alive = liveness ?? readiness;
  return {
    ...(serves && dockerfile?.port ? { port: dockerfile.port } : {}),
    ...(alive && type !== 'grpc'
      ? {
          probes: {
            startup: { path: alive },
            liveness: { path: alive },
            readiness: { path: readiness ?? alive },
          },
        }
      : {}),
    metrics: metrics ? { path: metrics } : false,
  };
}

function imageAsks({ path, privilegedPort, user }: FoundDockerfile): string[] {
  return [
    ...(privilegedPort
      ? [
          `\`${path}\` says port ${privilegedPort}, which only a privileged user may listen on: let it listen on 8080, or say which with \`workload.port\`.`,
        ]
      : []),
    ...(user === undefined || /^(root|0)(:|$)/.test(user)
      ? [
          `\`${path}\` names no user. In the clusters it runs as 65532 on a read-only file system: try it with \`docker run --user 65532 --read-only\`. Room for files is \`workload.workFiles\`, at \`/work\`.`,
        ]
      : []),
  ];
}

function healthAsks(
  type: WorkloadType,
  { liveness, readiness }: Endpoints,
): string[] {
  if (type === 'grpc') {
    return [
      'Probes ask gRPC\'s own health service, for `""` and for `ready`: register it where it is missing.',
    ];
  }
  if (!liveness && !readiness) {
    return [
      'No path was found at which it tells its health. Probes ask `/healthz` and `/readyz`: answer them, or say other paths with `workload.probes`.',
    ];
  }
  return liveness && readiness
    ? []
    : [
        `Probes ask \`${
          liveness ?? readiness
        }\` alone. One that looks at its needs belongs to \`probes.readiness\` only: else a database that is away has every pod restarted.`,
      ];
}

function code(paths: readonly string[]): string {
  return paths.map(path => `\`${path}\``).join(', ');
}
