import { nearestName } from '../nearest';
import { needFields, needProviders } from '../schema/need';
import type { NeedType } from '../schema/need';
import { entries, map, text } from './problem';
import type { Plain, Problem } from './problem';

const queues: readonly string[] = ['sqs', 'redis', 'rabbitmq', 'kafka'];
/** What the service that owns a shared need decides. */
const owners = [
  'size',
  'version',
  'storageClass',
  'instances',
  'backup',
  'pooler',
  'resources',
];

/** Rules about what a service needs, as it is in one place. Paths are those of the spec. */
export function needProblems(spec: Plain): Problem[] {
  return [
    ...entries(spec.needs).flatMap(([name, value]) => {
      const need = map(value) ?? {};
      const path = ['spec', 'needs', name];
      return [
        ...fieldProblems(need, path),
        ...providerProblems(need, path),
        ...sharedProblems(need, path),
        ...storeProblems(spec, need, path),
      ];
    }),
    ...scaleProblems(spec),
  ];
}

function fieldProblems(need: Plain, path: string[]): Problem[] {
  const type = text(need.type) as NeedType | undefined;
  return Object.entries(needFields)
    .filter(
      ([field, types]) =>
        need[field] !== undefined && type && !types.includes(type),
    )
    .map(([field, types]) => ({
      rule: 'spec.needs.field-fits',
      path: [...path, field],
      message: `${type} has no '${field}'; ${types.join(', ')} ${
        types.length > 1 ? 'have' : 'has'
      }`,
      remedy: `Remove ${field}`,
      key: true,
    }));
}

function providerProblems(need: Plain, path: string[]): Problem[] {
  const type = text(need.type);
  const provider = text(need.provider);
  if (!type || !provider || !Object.hasOwn(needProviders, type)) {
    return [];
  }
  const known: readonly string[] = needProviders[type as NeedType];
  return known.includes(provider)
    ? []
    : [
        {
          rule: 'spec.needs.provider-fits',
          path: [...path, 'provider'],
          message: `${type} does not come from '${provider}'`,
          remedy: `Choose one of ${known.join(', ')}`,
        },
      ];
}

function sharedProblems(need: Plain, path: string[]): Problem[] {
  const shared = need.provider === 'shared';
  if (shared && need.service === undefined) {
    return [
      {
        rule: 'spec.needs.owner',
        path: [...path, 'service'],
        message: 'a shared need does not say whose it is',
        remedy: 'Add service: with the name of the service that owns it',
        key: true,
      },
    ];
  }
  const wrong = shared
    ? owners.filter(field => need[field] !== undefined)
    : ['service', 'need'].filter(field => need[field] !== undefined);
  return wrong.map(field => ({
    rule: 'spec.needs.owner',
    path: [...path, field],
    message: shared
      ? `'${field}' of a shared need is decided by '${text(
          need.service,
        )}', which owns it`
      : `'${field}' belongs to provider shared`,
    remedy: `Remove ${field}${shared ? '' : ', or write provider: shared'}`,
    key: true,
  }));
}

/** Backups go to a bucket that is there. */
function storeProblems(spec: Plain, need: Plain, path: string[]): Problem[] {
  const to = text(map(need.backup)?.to);
  if (to === undefined) {
    return [];
  }
  const stores = entries(spec.needs).flatMap(([name, other]) =>
    map(other)?.type === 's3' ? [name] : [],
  );
  return stores.includes(to)
    ? []
    : [
        {
          rule: 'spec.backup.store-known',
          path: [...path, 'backup', 'to'],
          message: `'${to}' is no need of type s3`,
          remedy: stores.length
            ? `Write ${nearestName(to, stores) ?? stores[0]}`
            : 'Add a need of type s3, or leave it out for the store of the cluster',
        },
      ];
}

function scaleProblems(spec: Plain): Problem[] {
  const known = entries(spec.needs).flatMap(([name, need]) =>
    queues.includes(text(map(need)?.type) ?? '') ? [name] : [],
  );
  return entries(spec.workloads).flatMap(([workload, value]) => {
    const need = text(map(map(value)?.scaleOn)?.need);
    return need === undefined || known.includes(need)
      ? []
      : [
          {
            rule: 'spec.scaling.need-known',
            path: ['spec', 'workloads', workload, 'scaleOn', 'need'],
            message: `'${need}' is no need that messages wait in`,
            remedy: known.length
              ? `Write ${nearestName(need, known) ?? known[0]}`
              : `Add a need of type ${queues.join(', ')}`,
          },
        ];
  });
}
