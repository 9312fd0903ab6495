import { nearestName, parseQuantity, seconds } from '@slipway/model';
import type { Finding, Resources } from '@slipway/model';
import type { EnvironmentContext, RenderContext } from './context';
import type { WrittenFile } from './files';
import { longestName } from './kubernetes';
import type { PartObject } from './parts/part';
import { sameName, sameNames } from './sameNames';
import {
  skeletonOf,
  skeletonValues,
  wantedSkeletons,
} from './parts/source/source';
import { unknownVariables } from './parts/source/template';
import { lockFindings } from './resolve';

/** What only spec and bundle together can tell, before anything is rendered. */
export function contextFindings(ctx: RenderContext): Finding[] {
  return [
    ...clusterFindings(ctx),
    ...unique(lockFindings(ctx.environments, ctx.bundle.locks ?? [])),
    ...resourceFindings(ctx),
    ...shutdownFindings(ctx),
    ...workFilesFindings(ctx),
    ...skeletonFindings(ctx),
  ];
}

/** What the common spec says is found in every environment. */
function unique(
  findings: Finding[],
  by: (finding: Finding) => unknown = ({ path }) => path,
): Finding[] {
  return [...new Map(findings.map(found => [by(found), found])).values()];
}

function clusterFindings(ctx: RenderContext): Finding[] {
  const known = Object.keys(ctx.bundle.clusters);
  return ctx.environments
    .filter(({ cluster }) => !known.includes(cluster))
    .map(({ name, cluster }) => {
      const near = nearestName(cluster, known);
      return {
        rule: 'bundle.cluster-known',
        severity: 'error',
        message: `the platform has no cluster '${cluster}'`,
        remedy: near ? `Write ${near}` : `Choose one of ${known.join(', ')}`,
        path: `spec.environments.${name}.cluster`,
      };
    });
}

/** A limit may come from the platform or the workload, and the request from the environment. */
function resourceFindings(ctx: RenderContext): Finding[] {
  return ctx.environments.flatMap(environment =>
    [...environment.workloads, ...environment.needs].flatMap(
      ({ name: of, resources = {} }) =>
        (['cpu', 'memory', 'ephemeralStorage'] as const)
          .filter(name => isAbove(resources, name))
          .map(name => ({
            rule: 'resources.within-limit',
            severity: 'error' as const,
            message: `in ${environment.name} '${of}' requests ${resources.requests?.[name]} of ${name}, above its limit of ${resources.limits?.[name]}`,
            remedy: 'Raise the limit or lower the request',
            path: `spec.environments.${environment.name}`,
          })),
    ),
  );
}

/** The API server refuses a pod that would be killed while it still waits. */
function shutdownFindings(ctx: RenderContext): Finding[] {
  return ctx.environments.flatMap(environment =>
    environment.workloads
      .filter(
        ({ shutdown }) =>
          seconds(shutdown?.delay ?? '0s') >= seconds(shutdown?.grace ?? '30s'),
      )
      .map(({ name: of, shutdown }) => ({
        rule: 'shutdown.within-grace',
        severity: 'error' as const,
        message: `in ${environment.name} '${of}' goes on for ${
          shutdown?.delay
        } after it was told to end, and is killed after ${
          shutdown?.grace ?? '30s'
        }`,
        remedy: 'Raise shutdown.grace or lower shutdown.delay',
        path: `spec.environments.${environment.name}`,
      })),
  );
}

/** Who sets the limit has to think of the work files. */
function workFilesFindings(ctx: RenderContext): Finding[] {
  return ctx.environments.flatMap(environment =>
    environment.workloads.flatMap(({ name: of, workFiles, resources }) => {
      const limit = resources.limits?.ephemeralStorage;
      const room = parseQuantity(workFiles ?? '') ?? 0;
      return limit && room > (parseQuantity(limit) ?? 0)
        ? [
            {
              rule: 'resources.work-files',
              severity: 'error' as const,
              message: `in ${environment.name} '${of}' has room for ${workFiles} of work files, and is evicted once it has written ${limit}`,
              remedy:
                'Raise resources.limits.ephemeralStorage, or leave it out',
              path: `spec.environments.${environment.name}`,
            },
          ]
        : [];
    }),
  );
}

function isAbove(
  { requests, limits }: Resources,
  name: 'cpu' | 'memory' | 'ephemeralStorage',
): boolean {
  const request = parseQuantity(requests?.[name] ?? '');
  const limit = parseQuantity(limits?.[name] ?? '');
  return request !== undefined && limit !== undefined && request > limit;
}

function skeletonFindings(ctx: RenderContext): Finding[] {
  return unique(
    wantedSkeletons(ctx).flatMap(wanted => {
      const skeleton = skeletonOf(ctx, wanted);
      if (skeleton) {
        return unknownVariables(
          skeleton,
          Object.keys(skeletonValues(ctx, wanted)),
        );
      }
      return wanted.optional
        ? []
        : [
            {
              rule: 'bundle.skeleton-known',
              severity: 'warning' as const,
              message: `the platform has no skeleton '${wanted.key}', so no source is written for '${wanted.workload.name}'`,
              remedy: `Bring your own, or choose a runtime and type of ${Object.keys(
                ctx.bundle.skeletons,
              ).join(', ')}`,
              path: 'spec.runtime',
            },
          ];
    }),
    ({ file, message }) => `${file} ${message}`,
  );
}

/** Names of objects are made of those in the spec, and Kubernetes has less room for some than for others. */
export function nameFindings(
  ctx: RenderContext,
  objectsOf: (environment: EnvironmentContext) => readonly PartObject[],
): Finding[] {
  const tooLong = ctx.environments
    .flatMap(objectsOf)
    .map(({ object }) => object)
    .filter(object => object.metadata.name.length > longestName(object));
  return unique(
    tooLong.map(object => {
      const { name } = object.metadata;
      return {
        rule: 'names.fit',
        severity: 'error',
        message: `${object.kind} '${name}' would have a name of ${
          name.length
        } characters, and Kubernetes allows ${longestName(object)}`,
        remedy: `Shorten the service's name '${ctx.name}' by ${
          name.length - longestName(object)
        } characters, or that of the workload or need`,
        path: 'metadata.name',
      };
    }),
    ({ message }) => message,
  );
}

/**
 * Each file has one writer, so that the skeleton and the parts never overwrite each other. Names that differ by case alone
 * are one file where many people work.
 */
export function fileFindings(files: readonly WrittenFile[]): Finding[] {
  return [...sameNames(files.map(({ path }) => path))].map(names => {
    const [file] = names;
    const writers = files
      .filter(({ path }) => names.includes(path))
      .map(({ by = 'layout' }) => `'${by}'`);
    return {
      rule: 'bundle.one-writer',
      severity: 'error',
      message: `the parts ${writers.join(' and ')} write ${
        new Set(names).size > 1 ? sameName(names) : 'the same file'
      }`,
      remedy: writers.includes("'source'")
        ? 'Remove it from the skeleton: the other part writes it'
        : 'Let one of them write it: a bundle may wrap a part of ours, or leave it out',
      file,
    };
  });
}
