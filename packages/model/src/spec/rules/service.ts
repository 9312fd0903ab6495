import { nearestName } from '../nearest';
import { serving } from '../schema/workload';
import { entries, map, text } from './problem';
import type { Plain, Problem } from './problem';

/** Rules about the rest of a service, as it is in one place. Paths are those of the spec. */
export function placeRules(spec: Plain): Problem[] {
  return [
    ...exposeProblems(spec),
    ...networkProblems(spec),
    ...loadTestProblems(spec),
  ];
}

function exposeProblems(spec: Plain): Problem[] {
  const expose = map(spec.expose);
  if (!expose) {
    return [];
  }
  const known = entries(spec.workloads).flatMap(([name, value]) =>
    (serving as readonly unknown[]).includes(map(value)?.type) ? [name] : [],
  );
  const given = text(expose.workload);
  if (given ? known.includes(given) : known.length > 0) {
    return [];
  }
  return [
    {
      rule: 'spec.expose.workload-serves',
      path: ['spec', 'expose', ...(given ? ['workload'] : [])],
      message: given
        ? `'${given}' is no workload that serves requests`
        : 'no workload serves requests',
      remedy: known.length
        ? `Write ${nearestName(given ?? '', known) ?? known[0]}`
        : `Remove expose, or add a workload of type ${serving.join(', ')}`,
    },
  ];
}

function networkProblems(spec: Plain): Problem[] {
  const network = map(spec.network);
  return ['from', 'to'].flatMap(direction => {
    const peers = network?.[direction];
    return (Array.isArray(peers) ? peers : []).flatMap((value, index) => {
      const peer = map(value);
      const named = [peer?.service, peer?.cidr].filter(Boolean).length;
      return peer && named !== 1
        ? [
            {
              rule: 'spec.network.peer',
              path: ['spec', 'network', direction, index],
              message: 'a peer is either a service or a range of addresses',
              remedy: 'Give one of service and cidr',
            },
          ]
        : [];
    });
  });
}

function loadTestProblems(spec: Plain): Problem[] {
  const answers = entries(spec.workloads).some(([, value]) =>
    (['http', 'web'] as unknown[]).includes(map(value)?.type),
  );
  return map(map(spec.observability)?.loadTest) && !answers
    ? [
        {
          rule: 'spec.load-test',
          path: ['spec', 'observability', 'loadTest'],
          message: 'no workload answers HTTP, so none can be tried under load',
          remedy: 'Remove loadTest, or add a workload of type http or web',
          key: true,
        },
      ]
    : [];
}

function hasRouter(spec: Plain): boolean {
  return [
    spec.workload,
    ...entries(spec.workloads).map(([, value]) => value),
  ].some(workload => map(map(workload)?.router));
}

/** What the runtime asks of the rest of the spec. */
export function runtimeProblems(spec: Plain): Problem[] {
  const build = map(spec.build) ?? {};
  const given = ['image', 'dockerfile'].filter(
    field => build[field] !== undefined,
  );
  if (spec.runtime === 'container') {
    const sourceless: Problem[] =
      build.source === undefined
        ? []
        : [
            {
              rule: 'spec.build.source',
              path: ['spec', 'build', 'source'],
              message: "'source' is for runtimes that are built here",
              remedy: 'Remove source',
              key: true,
            },
          ];
    return given.length === (hasRouter(spec) ? 0 : 1)
      ? sourceless
      : [
          ...sourceless,
          {
            rule: 'spec.build.source',
            path: ['spec', 'build'],
            message: hasRouter(spec)
              ? 'the image of a router is built from the schemas of its subgraphs'
              : 'runtime container needs what is there already',
            remedy: hasRouter(spec)
              ? `Remove ${given.map(field => `build.${field}`).join(' and ')}`
              : 'Give one of build.image and build.dockerfile',
          },
        ];
  }
  return given.map(field => ({
    rule: 'spec.build.source',
    path: ['spec', 'build', field],
    message: `'${field}' is for runtime container`,
    remedy: `Remove ${field}, or write runtime: container`,
    key: true,
  }));
}

/** What tells Slipway itself what a repository is cannot be left to chance. */
export function ownProblems(spec: Plain): Problem[] {
  const own = map(spec.repository)?.own;
  return (Array.isArray(own) ? own : []).flatMap((value, index) =>
    /(^|\/)(slipway\.yaml$|\.slipway(\/|$))/.test(String(value))
      ? [
          {
            rule: 'spec.repository.own',
            path: ['spec', 'repository', 'own', index],
            message: `'${value}' is where Slipway keeps what it knows`,
            remedy: 'Remove this line',
          },
        ]
      : [],
  );
}
