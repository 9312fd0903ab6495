import { nearestName } from './nearest';

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
  return spec
    ? [
        ...workloadProblems(spec),
        ...environmentProblems(spec),
        ...resourceProblems(spec),
        ...reservedVariables(spec),
      ]
    : [];
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

function environmentProblems(spec: Plain): Problem[] {
  const environments = map(spec.environments);
  if (!environments) {
    return [];
  }
  const problems: Problem[] = [];
  if (Object.keys(environments).length === 0) {
    problems.push({
      rule: 'spec.environments.some',
      path: ['spec', 'environments'],
      message: 'no environment is given',
      remedy: 'Add one, for example dev: with the cluster it runs on',
    });
  }
  const known = spec.workload
    ? ['main']
    : Object.keys(map(spec.workloads) ?? {});
  const taken = new Map<string, string>();
  for (const [name, value] of Object.entries(environments)) {
    const path = ['spec', 'environments', name];
    const environment = map(value);
    for (const workload of Object.keys(map(environment?.workloads) ?? {})) {
      if (!known.includes(workload)) {
        const near = nearestName(workload, known) ?? known[0];
        problems.push({
          rule: 'spec.environments.workload-known',
          path: [...path, 'workloads', workload],
          message: `the service has no workload '${workload}'`,
          remedy: near ? `Write ${near}` : 'Add the workload first',
          key: true,
        });
      }
    }
    if (typeof environment?.namespace === 'string') {
      const place = `${environment.cluster}/${environment.namespace}`;
      const other = taken.get(place);
      if (other) {
        problems.push({
          rule: 'spec.environments.own-place',
          path: [...path, 'namespace'],
          message: `environment '${other}' is in the same cluster and namespace`,
          remedy: 'Give each environment its own namespace or cluster',
        });
      }
      taken.set(place, other ?? name);
    }
  }
  return problems;
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
      const request = quantityOf(requests?.[name]);
      const limit = quantityOf(limits?.[name]);
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

const factors: Record<string, number> = {
  m: 0.001,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

function quantityOf(value: unknown): number | undefined {
  const match =
    typeof value === 'string'
      ? /^([0-9.]+)(m|Ki|Mi|Gi)?$/.exec(value)
      : undefined;
  return match ? Number(match[1]) * (factors[match[2]] ?? 1) : undefined;
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
