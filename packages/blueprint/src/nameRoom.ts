import {
  expandService,
  needProviders,
  serviceNameRule,
  usualNeedName,
  workloadTypes,
  type DerivedName,
  type PlatformBundle,
  type ServiceInput,
} from '@slipway/model';
import { renderContext } from './context';
import { longestName } from './kubernetes';
import { objectsOf } from './render';

/** No part and no person calls anything so. */
const SAMPLE = 'qzxjq';
/** As long as the name of an environment may be. */
const ENVIRONMENT = 'e'.repeat(16);

/**
 * The names that leave a service less room than its own rule does: found in what is rendered for each cluster, need and shape,
 * so that a part that names something new is found as well.
 */
export function nameRoom(bundle: PlatformBundle): DerivedName[] {
  const { maxLength } = serviceNameRule;
  const found = Object.keys(bundle.clusters).flatMap(cluster => [
    ...workloadTypes.flatMap(type =>
      namesOf(bundle, cluster, { type }, { workload: workloadOf(type) }),
    ),
    ...Object.keys(needProviders).flatMap(need =>
      namesOf(
        bundle,
        cluster,
        { need },
        {
          workload: workloadOf('http'),
          needs: { [usualNeedName(need)]: { type: need } },
        },
      ),
    ),
  ]);
  const tight = found.filter(
    ({ before, after, most }) =>
      most - before.length - after.length < maxLength,
  );
  return [...new Map(tight.map(one => [JSON.stringify(one), one])).values()];
}

function workloadOf(type: string): object {
  return type === 'job' ? { type, schedule: '0 3 * * *' } : { type };
}

function namesOf(
  bundle: PlatformBundle,
  cluster: string,
  where: Pick<DerivedName, 'need' | 'type'>,
  spec: object,
): DerivedName[] {
  const ctx = renderContext(
    expandService({
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Service',
      metadata: { name: SAMPLE, owner: 'team' },
      spec: {
        runtime: 'container',
        build: { image: 'registry.example.org/sample:1.0.0' },
        environments: { [ENVIRONMENT]: { cluster } },
        repository: { host: 'github', url: 'https://git.example.org/a/b' },
        ...spec,
      },
    } as ServiceInput),
    bundle,
  );
  return ctx.environments
    .flatMap(environment => objectsOf(ctx, environment))
    .flatMap(({ object }) => {
      const { name } = object.metadata;
      const at = name.indexOf(SAMPLE);
      return at < 0
        ? []
        : [
            {
              cluster,
              ...where,
              kind: object.kind,
              before: name.slice(0, at),
              after: name.slice(at + SAMPLE.length),
              most: longestName(object),
            },
          ];
    });
}
