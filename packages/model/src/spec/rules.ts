import { parseQuantity } from '../quantity';
import { nearestName } from './nearest';
import { MAIN_WORKLOAD } from './service';

/** What a rule found, before its place in the text is known. */
export interface Problem {
  rule: string;
  path: (string | number)[];
  message: string;
  remedy: string;
  /** The problem is about the key itself rather than its value. */
  key?: boolean;
}

type Plain = Record<string, unknown>;

const map = (value: unknown): Plain | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Plain)
    : undefined;

/**
 * The rules that no single field can tell. They take whatever was given, so that they speak
 * in the same breath as the schema does.
 */
export function crossFieldProblems(value: unknown): Problem[] {
  const spec = map(map(value)?.spec);
  const name = map(map(value)?.metadata)?.name;
  return spec
    ? [
        ...keyProblems(spec, ['spec']),
        ...workloadProblems(spec),
        ...overrideProblems(spec),
        ...placeProblems(spec, name),
        ...resourceProblems(spec),
        ...reservedVariables(spec),
      ]
    : [];
}

/** JavaScript's own name for what an object inherits from: as a key it would be lost on the way. */
function keyProblems(value: unknown, path: (string | number)[]): Problem[] {
  return Object.entries(map(value) ?? {}).flatMap(([key, child]) =>
    key === '__proto__'
      ? [
          {
            rule: 'spec.key',
            path: [...path, key],
            message: `'${key}' cannot be a name`,
            remedy: 'Rename it',
            key: true,
          },
        ]
      : keyProblems(child, [...path, key]),
  );
}

function workloadProblems(spec: Plain): Problem[] {
  const both = spec.workload !== undefined && spec.workloads !== undefined;
  if (both) {
    return [
      {
        rule: 'spec.workloads.one-form',
        path: ['spec', 'workload'],
        message: 'both workload and workloads are given',
        remedy: 'Move the workload into workloads, or leave workloads out',
        key: true,
      },
    ];
  }
  const workloads = map(spec.workloads);
  const none = workloads
    ? Object.keys(workloads).length === 0
    : spec.workload === undefined && spec.workloads === undefined;
  return none
    ? [
        {
          rule: 'spec.workloads.some',
          path: ['spec'],
          message: 'no workload is given',
          remedy: 'Add workload: with a type, for example type: http',
        },
      ]
    : [];
}

function overrideProblems(spec: Plain): Problem[] {
  const environments = map(spec.environments);
  if (environments && Object.keys(environments).length === 0) {
    return [
      {
        rule: 'spec.environments.some',
        path: ['spec', 'environments'],
        message: 'no environment is given',
        remedy: 'Add one, for example dev: with the cluster it runs on',
      },
    ];
  }
  const known = spec.workload
    ? [MAIN_WORKLOAD]
    : Object.keys(map(spec.workloads) ?? {});
  return Object.entries(environments ?? {}).flatMap(([name, environment]) =>
    Object.keys(map(map(environment)?.workloads) ?? {})
      .filter(workload => !known.includes(workload))
      .map(workload => {
        const near = nearestName(workload, known) ?? known[0];
        return {
          rule: 'spec.environments.workload-known',
          path: ['spec', 'environments', name, 'workloads', workload],
          message: `the service has no workload '${workload}'`,
          remedy: near ? `Write ${near}` : 'Add the workload first',
          key: true,
        };
      }),
  );
}

/** Two environments in one place would overwrite each other. */
function placeProblems(spec: Plain, service: unknown): Problem[] {
  const places = Object.entries(map(spec.environments) ?? {}).map(
    ([name, value]) => {
      const environment = map(value);
      const namespace = environment?.namespace ?? `${service}-${name}`;
      return { name, place: `${environment?.cluster}/${namespace}` };
    },
  );
  return places.flatMap(({ name, place }, index) => {
    const other = places.slice(0, index).find(p => p.place === place);
    return other
      ? [
          {
            rule: 'spec.environments.own-place',
            path: ['spec', 'environments', name],
            message: `environment '${other.name}' is in the same cluster and namespace`,
            remedy: 'Give each environment its own namespace or cluster',
            key: true,
          },
        ]
      : [];
  });
}

/** Every map that has the fields of a workload, with its path. */
function workloadMaps(spec: Plain): { path: string[]; value: Plain }[] {
  const named = (path: string[], value: unknown) =>
    Object.entries(map(value) ?? {}).map(([name, entry]) => ({
      path: [...path, name],
      entry,
    }));
  const environments = named(['spec', 'environments'], spec.environments);
  return [
    { path: ['spec', 'workload'], entry: spec.workload },
    ...named(['spec', 'workloads'], spec.workloads),
    ...environments,
    ...environments.flatMap(({ path, entry }) =>
      named([...path, 'workloads'], map(entry)?.workloads),
    ),
  ].flatMap(({ path, entry }) => {
    const value = map(entry);
    return value ? [{ path, value }] : [];
  });
}

function resourceProblems(spec: Plain): Problem[] {
  return workloadMaps(spec).flatMap(({ path, value }) => {
    const resources = map(value.resources);
    const requests = map(resources?.requests);
    const limits = map(resources?.limits);
    return (['cpu', 'memory'] as const).flatMap(name => {
      const request = amount(requests?.[name]);
      const limit = amount(limits?.[name]);
      return request !== undefined && limit !== undefined && request > limit
        ? [
            {
              rule: 'spec.resources.within-limit',
              path: [...path, 'resources', 'requests', name],
              message: `the request of ${requests?.[name]} is above the limit of ${limits?.[name]}`,
              remedy: 'Raise the limit or lower the request',
            },
          ]
        : [];
    });
  });
}

function amount(value: unknown): number | undefined {
  return typeof value === 'string' ? parseQuantity(value) : undefined;
}

function reservedVariables(spec: Plain): Problem[] {
  return workloadMaps(spec)
    .filter(({ value }) => map(value.env)?.PORT !== undefined)
    .map(({ path }) => ({
      rule: 'spec.env.reserved',
      path: [...path, 'env', 'PORT'],
      message: 'PORT is set from the port of the workload',
      remedy: 'Set port: instead',
      key: true,
    }));
}
