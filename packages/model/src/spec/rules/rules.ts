import { MAIN_WORKLOAD, overridesOf } from '../service';
import type { Service } from '../service';
import { applyOverride } from '../merge';
import { environmentProblems } from './environments';
import { keyProblems } from './keys';
import { needProblems } from './needs';
import { entries, map } from './problem';
import type { Plain, Problem } from './problem';
import { routerProblems } from './router';
import { ownProblems, placeRules, runtimeProblems } from './service';
import { workloadProblems } from './workloads';

/**
 * The rules that no single field can tell. They take whatever was given, so that they speak
 * in the same breath as the schema does.
 */
export function crossFieldProblems(value: unknown): Problem[] {
  const spec = map(map(value)?.spec);
  const name = map(map(value)?.metadata)?.name;
  if (!spec) {
    return [];
  }
  const keys = keyProblems(spec, ['spec']);
  return keys.length > 0
    ? keys
    : [
        ...formProblems(spec),
        ...environmentProblems(spec, name),
        ...runtimeProblems(spec),
        ...routerProblems(spec),
        ...ownProblems(spec),
        ...everywhere(spec),
      ];
}

function formProblems(spec: Plain): Problem[] {
  if (spec.workload !== undefined && spec.workloads !== undefined) {
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

/** What holds of the spec has to hold in each environment too, where it may say otherwise. */
function everywhere(spec: Plain): Problem[] {
  const shorthand = spec.workload !== undefined;
  const expanded: Plain = {
    ...spec,
    workloads: shorthand ? { [MAIN_WORKLOAD]: spec.workload } : spec.workloads,
  };
  const common = inOnePlace(expanded);
  const known = new Set(common.map(identity));
  const otherwise = entries(spec.environments).flatMap(
    ([name, environment]) => {
      if (!map(environment)) {
        return [];
      }
      const own = overridesOf({ spec: expanded as Service['spec'] }, name);
      return inOnePlace(applyOverride(expanded, own))
        .filter(problem => !known.has(identity(problem)))
        .map(problem => ({
          ...problem,
          path: pathIn(name, map(environment) ?? {}, problem.path),
        }));
    },
  );
  return [
    ...common.map(problem => ({
      ...problem,
      path: shorthand ? withoutName(problem.path) : problem.path,
    })),
    ...otherwise,
  ];
}

function inOnePlace(spec: Plain): Problem[] {
  return [
    ...workloadProblems(spec),
    ...needProblems(spec),
    ...placeRules(spec),
  ];
}

function identity({ rule, path }: Problem): string {
  return JSON.stringify([rule, path]);
}

/** `workload:` stands for the one workload that has no name. */
function withoutName(path: Problem['path']): Problem['path'] {
  return path[1] === 'workloads'
    ? ['spec', 'workload', ...path.slice(3)]
    : path;
}

/** Where an environment says what the rule speaks of: for one workload, or for all of them. */
function pathIn(
  name: string,
  environment: Plain,
  path: Problem['path'],
): Problem['path'] {
  const base = ['spec', 'environments', name];
  const [, field, workload, ...rest] = path;
  if (field !== 'workloads') {
    return environment[String(field)] === undefined
      ? base
      : [...base, ...path.slice(1)];
  }
  const own = map(map(environment.workloads)?.[String(workload)]);
  if (own?.[String(rest[0])] !== undefined) {
    return [...base, 'workloads', workload, ...rest];
  }
  return environment[String(rest[0])] === undefined ? base : [...base, ...rest];
}
