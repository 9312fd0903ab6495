import { labels } from '@slipway/model';
import { whose } from '../../../__testUtils__/whose';
import { pruneRoute } from '../kinds/operators';
import { toExposureFacts } from './outside';
import { ServiceObjects } from './ServiceObjects';

const route = (...conditions: [string, string, string][]) =>
  pruneRoute('HTTPRoute')(
    {
      metadata: {
        name: 'payments',
        namespace: 'payments-dev',
        resourceVersion: '1',
        labels: { [labels.service]: 'payments' },
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
