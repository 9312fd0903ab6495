import { parseQuantity } from '../../quantity';
import { fieldTypes, measureTypes } from '../schema/workload';
import type { WorkloadType } from '../schema/workload';
import { entries, map, text } from './problem';
import type { Plain, Problem } from './problem';

/** Rules about workloads as they are in one place. Paths are those of the spec. */
export function workloadProblems(spec: Plain): Problem[] {
  return entries(spec.workloads).flatMap(([name, value]) => {
    const workload = map(value) ?? {};
    const path = ['spec', 'workloads', name];
    return [
      ...misplaced(workload, path, fieldTypes),
      ...misplaced(workload, path, measureTypes, 'scaling'),
      ...jobProblems(workload, path),
      ...boundProblems(workload, path),
      ...resourceProblems(workload, path),
      ...variableProblems(workload, path),
      ...stateProblems(workload, path),
    ];
  });
}

function misplaced(
  workload: Plain,
  path: string[],
  table: Record<string, readonly WorkloadType[]>,
  under?: string,
): Problem[] {
  const type = text(workload.type) as WorkloadType | undefined;
  const given = under ? map(workload[under]) ?? {} : workload;
  return Object.entries(table)
    .filter(
      ([field, types]) =>
        given[field] !== undefined && type && !types.includes(type),
    )
    .map(([field, types]) => ({
      rule: 'spec.workloads.field-fits',
      path: [...path, ...(under ? [under] : []), field],
      message: `a workload of type ${type} has no '${field}'; ${types.join(
        ', ',
      )} have`,
      remedy: `Remove ${field}, or choose another type`,
      key: true,
    }));
}

function jobProblems(workload: Plain, path: string[]): Problem[] {
  return workload.type === 'job' && workload.schedule === undefined
    ? [
        {
          rule: 'spec.workloads.schedule',
          path: [...path, 'schedule'],
          message: 'a job has no schedule',
          remedy: "Add schedule:, for example '0 3 * * *'",
          key: true,
        },
      ]
    : [];
}

function boundProblems(workload: Plain, path: string[]): Problem[] {
  const { min, max } = map(workload.scaling) ?? {};
  return typeof min === 'number' && typeof max === 'number' && min > max
    ? [
        {
          rule: 'spec.scaling.bounds',
          path: [...path, 'scaling', 'min'],
          message: `min of ${min} is above max of ${max}`,
          remedy: 'Raise max or lower min',
        },
      ]
    : [];
}

function resourceProblems(workload: Plain, path: string[]): Problem[] {
  const resources = map(workload.resources);
  const requests = map(resources?.requests);
  const limits = map(resources?.limits);
  return ['cpu', 'memory', 'ephemeralStorage'].flatMap(name => {
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
}

function amount(value: unknown): number | undefined {
  const given = text(value);
  return given === undefined ? undefined : parseQuantity(given);
}

function variableProblems(workload: Plain, path: string[]): Problem[] {
  return map(workload.env)?.PORT === undefined
    ? []
    : [
        {
          rule: 'spec.env.reserved',
          path: [...path, 'env', 'PORT'],
          message: 'PORT is set from the port of the workload',
          remedy: 'Set port: instead',
          key: true,
        },
      ];
}

/** A volume belongs to one pod: what a StatefulSet cannot do is said before it is tried. */
function stateProblems(workload: Plain, path: string[]): Problem[] {
  return workload.keep !== undefined && workload.workFiles !== undefined
    ? [
        {
          rule: 'spec.workloads.one-volume',
          path: [...path, 'workFiles'],
          message:
            'the workload has a volume that it keeps, and one for work files',
          remedy: 'Put the work files on the volume, and remove workFiles',
          key: true,
        },
      ]
    : [];
}
