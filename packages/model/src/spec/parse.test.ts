import fc from 'fast-check';
import { stringify } from 'yaml';
import { checkService, parseService } from './parse';
import { serviceDocument } from './service';

const good = `apiVersion: slipway.dev/v1alpha1
kind: Service
metadata:
  name: payments
  owner: team-pay
spec:
  runtime: go
  workload:
    type: http
  environments:
    dev:
      cluster: local
    prod:
      cluster: eu-1
      replicas: 3
  repository:
    host: github
    url: https://github.com/shop/payments
`;

const rules = (text: string) =>
  parseService(text).findings.map(({ rule }) => rule);

describe('parseService', () => {
  it('spells out the shorthand and keeps the order of environments', () => {
    const { service, findings } = parseService(good);
    expect(findings).toEqual([]);
    expect(service?.spec.workloads).toEqual({ main: { type: 'http' } });
    expect(Object.keys(service?.spec.environments ?? {})).toEqual([
      'dev',
      'prod',
    ]);
  });

  it('reads back what it writes', () => {
    const { service } = parseService(good);
    expect(parseService(stringify(serviceDocument(service!))).service).toEqual(
      service,
    );
  });

  it('says everything at once, each with its place', () => {
    const { service, findings } = parseService(
      good
        .replace('kind: Service', 'kind: Servic')
        .replace('owner:', 'onwer:')
        .replace('name: payments', 'name: kube-proxy')
        .replace('replicas: 3', 'replica: 3')
        .replace('https://github.com', 'https://me:secret@github.com'),
    );
    expect(service).toBeUndefined();
    expect(findings.map(f => [f.rule, f.path, f.line, f.column])).toEqual([
      ['spec.value', 'kind', 2, 7],
      ['spec.name', 'metadata.name', 4, 9],
      ['spec.required', 'metadata.owner', 3, 1],
      ['spec.unknown-field', 'metadata.onwer', 5, 3],
      ['spec.unknown-field', 'spec.environments.prod.replica', 15, 7],
      ['spec.url', 'spec.repository.url', 18, 10],
    ]);
  });

  it('names the field that was probably meant', () => {
    const [finding] = parseService(
      good.replace('replicas: 3', 'replica: 3'),
    ).findings;
    expect(finding.message).toContain("'replicas'");
    expect(finding.remedy).toContain('replicas');
  });

  it('tells broken YAML with its place, and refuses what cannot be counted', () => {
    expect(parseService('a: [1').findings[0]).toMatchObject({
      rule: 'spec.yaml',
      line: 1,
    });
    expect(rules(good.replace('name: payments', 'name: a\n  name: b'))).toEqual(
      ['spec.yaml'],
    );
    const bomb = `${[...'bcdefgh'].reduce(
      (text, name, i) =>
        `${text}${name}: &${name} [${`*${'abcdefg'[i]},`.repeat(9)}]\n`,
      'a: &a [x,x,x]\n',
    )}`;
    expect(rules(bomb)).toEqual(['spec.yaml']);
  });

  it.each([
    '['.repeat(100000),
    '{a: '.repeat(100000),
    '- '.repeat(100000),
    '? '.repeat(100000),
    Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    ' '.repeat(2 * 1024 * 1024),
  ])('refuses a text that would exhaust the parser', text => {
    expect(rules(text)).toEqual(['spec.yaml']);
  });

  it('takes a number for a variable as the mistake it is', () => {
    const [finding] = parseService(
      good.replace('type: http', 'type: http\n    env: {LIMIT: 20}'),
    ).findings;
    expect(finding).toMatchObject({
      path: 'spec.workload.env.LIMIT',
      remedy: "Quote it: '20'",
    });
  });

  it.each([
    ['spec.workloads.some', 'workload:\n    type: http', 'workloads: {}'],
    [
      'spec.workloads.one-form',
      'workload:\n    type: http',
      'workload: {type: http}\n  workloads: {web: {type: http}}',
    ],
    [
      'spec.build.source',
      'runtime: go',
      'runtime: container\n  build: {image: "r/a/b:1", source: own}',
    ],
    [
      'spec.repository.own',
      'repository:',
      'repository:\n    own: [a/.slipway/lock]',
    ],
    [
      'spec.environments.workload-known',
      'replicas: 3',
      'workloads: {mian: {replicas: 3}}',
    ],
    [
      'spec.environments.own-place',
      'cluster: eu-1',
      'cluster: local\n      namespace: payments-dev',
    ],
    ['spec.env.reserved', 'replicas: 3', "env: {PORT: '80'}"],
    [
      'spec.resources.within-limit',
      'replicas: 3',
      'resources: {requests: {memory: 1Gi}, limits: {memory: 512Mi}}',
    ],
    ['spec.key', 'prod:', 'Prod:'],
    ['spec.key', 'replicas: 3', "env: {__proto__: 'x'}"],
    ['spec.replicas', 'replicas: 3', 'replicas: 101'],
    ['spec.type', 'replicas: 3', 'replicas: many'],
    ['spec.port', 'type: http', 'type: http\n    port: 80'],
    ['spec.url', 'shop/payments', 'shop/../payments'],
    ['spec.url', 'https://', 'file://'],
    ['spec.owner', 'owner: team-pay', 'owner: "team pay\\n- x"'],
    [
      'spec.description',
      'owner: team-pay',
      'owner: team-pay\n  description: "two\\nlines"',
    ],
    [
      'spec.image',
      'runtime: go',
      'runtime: go\n  image: ghcr.io/shop/payments:latest',
    ],
  ])('refuses by %s', (rule, from, to) => {
    expect(rules(good.replace(from, to))).toEqual([rule]);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const { service, findings } = parseService(text);
        expect(service === undefined).toBe(findings.length > 0);
      }),
    );
  });

  it('never throws, whatever the data', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true }),
        fc.anything(),
        (a, b) => {
          for (const value of [a, { spec: a, metadata: b }]) {
            expect(checkService(value).findings.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});
