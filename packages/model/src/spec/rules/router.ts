import { entries, map } from './problem';
import type { Plain, Problem } from './problem';

/** A router is an image of its own, made from schemas: so it is alone, and the same everywhere. */
export function routerProblems(spec: Plain): Problem[] {
  const all: [(string | number)[], Plain][] = [
    [['spec', 'workload'], map(spec.workload) ?? {}],
    ...entries(spec.workloads).map(([name, value]): [string[], Plain] => [
      ['spec', 'workloads', name],
      map(value) ?? {},
    ]),
  ];
  const routers = all.filter(([, workload]) => map(workload.router));
  return [
    ...routers.flatMap(([path, workload]) => [
      ...imageProblems(spec, path),
      ...apiProblems(workload, path),
      ...subgraphProblems(workload, path),
    ]),
    ...(routers.length > 0 && entries(spec.workloads).length > 1
      ? [
          problem(
            'alone',
            [...routers[0][0], 'router'],
            'a router is the one workload of its service: the image has no other program',
            'Make the others a service of their own',
          ),
        ]
      : []),
    ...placeProblems(spec, routers),
  ];
}

function problem(
  rule: string,
  path: (string | number)[],
  message: string,
  remedy: string,
): Problem {
  return { rule: `spec.router.${rule}`, path, message, remedy, key: true };
}

function imageProblems(spec: Plain, path: (string | number)[]): Problem[] {
  return spec.runtime === 'container'
    ? []
    : [
        problem(
          'image',
          [...path, 'router'],
          'a router is no program of a runtime that is built here',
          'Write runtime: container',
        ),
      ];
}

function apiProblems({ api }: Plain, path: (string | number)[]): Problem[] {
  return api === undefined
    ? []
    : [
        problem(
          'api',
          [...path, 'api'],
          'a router offers what its subgraphs offer, and no interface of its own',
          'Remove api',
        ),
      ];
}

function subgraphProblems(
  { router }: Plain,
  path: (string | number)[],
): Problem[] {
  const { subgraphs } = map(router) ?? {};
  return map(subgraphs) && entries(subgraphs).length === 0
    ? [
        problem(
          'some',
          [...path, 'router', 'subgraphs'],
          'the graph is composed of nothing',
          'Name at least one subgraph, for example assistant: {}',
        ),
      ]
    : [];
}

/** The graph is composed once, and what was composed is brought from one environment to the next. */
function placeProblems(
  spec: Plain,
  routers: readonly [(string | number)[], Plain][],
): Problem[] {
  const known = routers.flatMap(([, { router }]) =>
    entries(map(router)?.subgraphs).map(([name]) => name),
  );
  return entries(spec.environments).flatMap(([environment, value]) => {
    const place = map(value) ?? {};
    const base = ['spec', 'environments', environment];
    const said: [string[], Plain][] = [
      [base, place],
      ...entries(place.workloads).map(([name, own]): [string[], Plain] => [
        [...base, 'workloads', name],
        map(own) ?? {},
      ]),
    ];
    return said.flatMap(([path, { router }]) => {
      if (router === undefined) {
        return [];
      }
      const subgraphs = map(router)?.subgraphs;
      const other = (at: string[], what: string) =>
        problem(
          'same',
          [...path, 'router', ...at],
          `${what} in ${environment} alone: one graph is composed for all environments`,
          'Say of a subgraph of the spec where it is, and no more',
        );
      return [
        ...(router === null ? [other([], 'there is no router')] : []),
        ...(subgraphs === null
          ? [other(['subgraphs'], 'there is no subgraph')]
          : []),
        ...entries(subgraphs)
          .filter(([name, own]) => own === null || !known.includes(name))
          .map(([name, own]) =>
            other(
              ['subgraphs', name],
              `'${name}' is ${own === null ? 'left out' : 'added'}`,
            ),
          ),
      ];
    });
  });
}
