import { condition, own, Written } from './written';

export const gateway: Written[] = [
  {
    path: 'apis/gateway.networking.k8s.io/v1/httproutes',
    object: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'payments', labels: own },
      spec: {
        hostnames: ['pay.example.org'],
        parentRefs: [{ name: 'public', namespace: 'gateways' }],
      },
    },
    status: {
      parents: [
        {
          parentRef: { name: 'public', namespace: 'gateways' },
          controllerName: 'example.org/gateway',
          conditions: [
            condition('Accepted', 'NoMatchingListenerHostname', 'False'),
          ],
        },
      ],
    },
  },
];
