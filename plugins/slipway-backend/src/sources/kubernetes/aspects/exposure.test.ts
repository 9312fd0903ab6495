import { labels } from '@slipway/model';
import { whose } from '../../../__testUtils__/whose';
import { PrunedObject } from '../kinds';
import { pruneGateway } from '../kinds/gateways';
import { pruneCertificate, pruneRoute } from '../kinds/operators';
import { prunePolicy } from '../kinds/policies';
import { pruneWorkload } from '../kinds/workloads';
import { ServiceIndex } from '../ServiceIndex';
import { toExposureFacts } from './exposure';
import { ServiceObjects } from './ServiceObjects';

const route = (...conditions: [string, string, string][]) =>
  pruneRoute('HTTPRoute')(
    {
      metadata: {
        name: 'payments',
        namespace: 'payments-dev',
        resourceVersion: '1',
        labels: {
          [labels.service]: 'payments',
          [labels.environment]: 'dev',
        },
      },
      spec: { hostnames: ['pay.example.org'] },
      status: {
        parents: [
          {
            conditions: conditions.map(([type, status, reason]) => ({
              type,
              status,
              reason,
              message: 'planted-secret',
            })),
          },
        ],
      },
    },
    whose,
  )!;

describe('what a gateway says of a route', () => {
  it.each<[string, [string, string, string][], object]>([
    ['nothing yet', [], {}],
    [
      'that it took it',
      [
        ['Accepted', 'True', 'Accepted'],
        ['ResolvedRefs', 'True', 'ResolvedRefs'],
      ],
      { accepted: true },
    ],
    [
      'that it leads to nothing',
      [
        ['Accepted', 'True', 'Accepted'],
        ['ResolvedRefs', 'False', 'BackendNotFound'],
      ],
      { accepted: true, unresolved: true, reason: 'BackendNotFound' },
    ],
    [
      'why it did not take it, before anything else',
      [
        ['Accepted', 'False', 'NoMatchingListenerHostname'],
        ['ResolvedRefs', 'False', 'BackendNotFound'],
      ],
      {
        accepted: false,
        unresolved: true,
        reason: 'NoMatchingListenerHostname',
      },
    ],
  ])('is %s', (_, conditions, expected) => {
    const facts = toExposureFacts(new ServiceObjects([route(...conditions)]));
    expect(facts?.routes).toEqual([
      {
        kind: 'HTTPRoute',
        name: 'payments',
        hosts: ['pay.example.org'],
        tls: true,
        ...expected,
      },
    ]);
    expect(JSON.stringify(facts)).not.toContain('planted');
  });
});

const meta = (name: string, namespace: string, own = {}) => ({
  name,
  namespace,
  resourceVersion: '1',
  labels: own,
});
const ours = {
  [labels.service]: 'payments',
  [labels.environment]: 'dev',
};

/** What is told of payments in its namespace when a cluster has these, and all kinds were read. */
function factsOf(objects: (PrunedObject | undefined)[], unread: string[] = []) {
  const index = new ServiceIndex('eu-1', () => {});
  objects.forEach(object => object && index.changed(undefined, object));
  const key = [...index.all()].find(
    one => index.subject(one).service === 'payments',
  )!;
  return toExposureFacts(
    index.objects(key, new Date(0), {
      isRead: kind => !unread.includes(kind),
    }),
  );
}

describe('what a gateway says of its listeners', () => {
  const attached = (spec: object = {}) =>
    pruneRoute('HTTPRoute')(
      {
        metadata: meta('payments', 'payments-dev', ours),
        spec: {
          hostnames: ['pay.example.org'],
          parentRefs: [{ name: 'public', namespace: 'infra' }],
          ...spec,
        },
        status: {},
      },
      whose,
    );
  const said = (type: string, status: string, reason: string) => ({
    type,
    status,
    reason,
    message: 'planted-secret',
  });
  const gateway = (conditions: object[] = []) =>
    pruneGateway({
      metadata: meta('public', 'infra'),
      spec: {
        listeners: [
          { name: 'http', protocol: 'HTTP', port: 80 },
          {
            name: 'https',
            protocol: 'HTTPS',
            port: 443,
            hostname: '*.example.org',
            tls: { certificateRefs: [{ name: 'wildcard-tls' }] },
          },
          {
            name: 'other',
            protocol: 'HTTPS',
            port: 443,
            hostname: '*.example.com',
            tls: { certificateRefs: [{ name: 'other-tls' }] },
          },
        ],
      },
      status: { listeners: [{ name: 'https', conditions }] },
    });
  const wildcard = pruneCertificate(
    {
      metadata: meta('wildcard', 'infra'),
      spec: { secretName: 'wildcard-tls', dnsNames: ['*.example.org'] },
      status: {
        conditions: [{ type: 'Ready', status: 'True' }],
        notAfter: '2027-01-01T00:00:00Z',
      },
    },
    whose,
  );

  it('is told of those that are for its hosts, with the certificate that they show', () => {
    const facts = factsOf([
      attached(),
      gateway([said('Programmed', 'True', 'Programmed')]),
      wildcard,
    ]);
    expect(facts).toMatchObject({
      routes: [
        {
          hosts: ['pay.example.org'],
          tls: true,
          gateways: [
            {
              namespace: 'infra',
              name: 'public',
              listeners: [
                { name: 'http', tls: false },
                {
                  name: 'https',
                  host: '*.example.org',
                  tls: true,
                  programmed: true,
                },
              ],
            },
          ],
        },
      ],
      certificates: [
        {
          name: 'wildcard',
          gateway: 'public',
          hosts: ['*.example.org'],
          endsAt: '2027-01-01T00:00:00Z',
        },
      ],
    });
  });

  it('gives its host and no TLS to a route that names the one alone', () => {
    const only = (sectionName: string) =>
      attached({
        hostnames: undefined,
        parentRefs: [{ name: 'public', namespace: 'infra', sectionName }],
      });
    expect(factsOf([only('http'), gateway()])?.routes).toMatchObject([
      { hosts: [], tls: false },
    ]);
    expect(factsOf([only('https'), gateway()])?.routes).toMatchObject([
      { hosts: ['*.example.org'], tls: true },
    ]);
  });

  it('is why it is not served, without a word of free text', () => {
    const facts = factsOf([
      attached(),
      gateway([
        said('Programmed', 'False', 'Invalid'),
        said('ResolvedRefs', 'False', 'InvalidCertificateRef'),
      ]),
    ]);
    expect(facts?.routes[0].gateways?.[0].listeners[1]).toEqual({
      name: 'https',
      host: '*.example.org',
      tls: true,
      programmed: false,
      unresolved: true,
      reason: 'InvalidCertificateRef',
    });
    expect(JSON.stringify(facts)).not.toContain('planted');
  });

  it('tells a gateway that is not there from one that may not be read', () => {
    expect(factsOf([attached()])?.routes[0].gateways).toEqual([
      { namespace: 'infra', name: 'public', missing: true, listeners: [] },
    ]);
    const taken = { ...attached()!, accepted: true };
    expect(factsOf([taken])?.routes[0].gateways).toBeUndefined();
    expect(factsOf([attached()], ['Gateway'])?.routes[0]).toEqual({
      kind: 'HTTPRoute',
      name: 'payments',
      hosts: ['pay.example.org'],
      tls: true,
    });
  });
});

describe('who may connect to the pods', () => {
  const workload = pruneWorkload('Deployment')(
    {
      metadata: { ...meta('web', 'payments-dev', ours), generation: 1 },
      spec: {
        template: {
          metadata: { labels: { app: 'web', tier: 'front' } },
          spec: { containers: [{ name: 'web', image: 'web:1' }] },
        },
      },
      status: {},
    },
    whose,
  );
  const policy = (spec: object, name = 'policy') =>
    prunePolicy({ metadata: meta(name, 'payments-dev'), spec });
  const deny = policy({ podSelector: {}, policyTypes: ['Ingress'] }, 'deny');
  const from = (...peers: object[]) =>
    policy({
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ from: peers, ports: [{ port: 8080 }] }],
    });

  it.each<[string, PrunedObject[], object]>([
    ['no policy at all', [], { access: 'open' }],
    [
      'one about other pods',
      [policy({ podSelector: { matchLabels: { app: 'db' } } })],
      { access: 'open' },
    ],
    [
      'one that is about what goes out alone',
      [policy({ podSelector: {}, policyTypes: ['Egress'], egress: [] })],
      { access: 'open' },
    ],
    ['a default deny', [deny], { access: 'closed' }],
    [
      'one that says nothing of types',
      [policy({ podSelector: {} })],
      { access: 'closed' },
    ],
    [
      'a rule without a word of whom',
      [deny, policy({ podSelector: {}, ingress: [{}] })],
      { access: 'allowed', from: [] },
    ],
    [
      'one of another sort for the same pods, by expressions',
      [
        policy({
          podSelector: {
            matchExpressions: [
              { key: 'tier', operator: 'In', values: ['front', 'back'] },
              { key: 'canary', operator: 'DoesNotExist' },
            ],
          },
        }),
      ],
      { access: 'closed' },
    ],
    [
      'some, by the names that their labels tell',
      [
        deny,
        from(
          {
            namespaceSelector: {
              matchLabels: { 'kubernetes.io/metadata.name': 'gateways' },
            },
          },
          { podSelector: { matchLabels: { [labels.service]: 'orders' } } },
          { podSelector: { matchLabels: { secret: 'label' } } },
          { podSelector: {} },
          { namespaceSelector: { matchLabels: { team: 'a' } } },
          { namespaceSelector: {} },
          { ipBlock: { cidr: '10.1.0.0/16' } },
        ),
      ],
      {
        access: 'limited',
        from: [
          { who: 'addresses' },
          { who: 'cluster' },
          { who: 'namespace', name: 'gateways' },
          { who: 'neighbours' },
          { who: 'service', name: 'orders' },
          { who: 'some-namespaces' },
          { who: 'some-neighbours' },
        ],
      },
    ],
  ])('%s', (_, policies, expected) => {
    const facts = factsOf([route(), workload, ...policies]);
    expect(facts?.ingress).toEqual([
      { workload: 'web', from: [], ...expected },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/10\.1|secret/);
  });

  it('is not told where policies may not be read', () => {
    expect(
      factsOf([route(), workload, deny], ['NetworkPolicy'])?.ingress,
    ).toBeUndefined();
  });
});
