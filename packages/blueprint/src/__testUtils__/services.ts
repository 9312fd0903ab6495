import fc from 'fast-check';
import { checkService, serviceNameRule } from '@slipway/model';
import type { Service } from '@slipway/model';
import { hostileText } from '@slipway/test-specs';

const value = fc.oneof(
  hostileText,
  fc.array(hostileText, { maxLength: 4 }).map(lines => lines.join('\n')),
);

const name = fc.stringMatching(new RegExp(serviceNameRule.pattern));
const short = fc.oneof(
  fc.constantFrom('dev', 'prod', 'constructor', 'on', 'no', 'null', 'true'),
  fc.stringMatching(/^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/),
);
const variable = fc.oneof(
  fc.constantFrom('on', 'y', 'NO', 'null', 'constructor', 'toString', '_'),
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/),
);
const cpu = fc.constantFrom('1', '10m', '0.5', '250m');
const memory = fc.constantFrom('32Mi', '64Mi', '1Gi', '2048Ki');

const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const nullable = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: null });

function workload(wrap: <T>(arbitrary: fc.Arbitrary<T>) => fc.Arbitrary<T>) {
  const quantities = fc.record(
    { cpu: wrap(cpu), memory: wrap(memory) },
    { requiredKeys: [] },
  );
  return {
    replicas: wrap(fc.integer({ min: 0, max: 100 })),
    env: wrap(fc.dictionary(variable, wrap(value), { maxKeys: 4 })),
    resources: wrap(
      fc.record(
        { requests: wrap(quantities), limits: wrap(quantities) },
        { requiredKeys: [] },
      ),
    ),
  };
}

const plain = fc.record(
  {
    type: fc.constant('http'),
    port: fc.integer({ min: 1024, max: 65535 }),
    ...workload(arbitrary => arbitrary),
  },
  { requiredKeys: ['type'] },
);

const override = workload(
  nullable as <T>(arbitrary: fc.Arbitrary<T>) => fc.Arbitrary<T>,
);

const workloads = fc.oneof(
  fc.record({ workload: plain }),
  fc.record({
    workloads: fc.dictionary(short, plain, { minKeys: 1, maxKeys: 3 }),
  }),
);

const environment = fc.record(
  {
    cluster: fc.constantFrom('local', 'eu-1'),
    namespace: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/),
    ...override,
  },
  { requiredKeys: ['cluster'] },
);

const document = fc
  .record({
    name,
    owner: fc.constantFrom('team-pay', 'user:guest', 'group:default/T_e.a-m'),
    system: optional(fc.constantFrom('shop', 'on', 'default/shop', '1e3')),
    description: optional(hostileText),
    workloads,
    environments: fc.dictionary(short, environment, {
      minKeys: 1,
      maxKeys: 4,
    }),
    host: fc.constantFrom('github', 'gitlab', 'gitea'),
    image: optional(
      fc.constantFrom(
        'ghcr.io/shop/x',
        'localhost:5000/a',
        'r.example.com/0/1e3',
      ),
    ),
  })
  .map(given => ({
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Service',
    metadata: {
      name: given.name,
      owner: given.owner,
      ...(given.system === undefined ? {} : { system: given.system }),
      ...(given.description === undefined
        ? {}
        : { description: given.description }),
    },
    spec: {
      runtime: 'go',
      ...given.workloads,
      environments: given.environments,
      repository: {
        host: given.host,
        url: `https://git.example.com:8443/Shop/${given.name}`,
      },
      ...(given.image === undefined ? {} : { image: given.image }),
    },
  }));

/** Any service that the checks accept. */
export const acceptedServices: fc.Arbitrary<Service> = document
  .map(given => checkService(given).service)
  .filter(service => service !== undefined);
