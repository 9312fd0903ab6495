import type { KubernetesObject } from '../../kubernetes';
import { policyFindings } from '../policy';
import { targetFindings } from './targets';

const object = (
  kind: string,
  name: string,
  spec: object,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'shop' },
  spec,
});

const service = object('Service', 'api', {
  ports: [{ name: 'http', port: 80 }],
});
const deployment = object('Deployment', 'api', {});
const scaler = (kind: string, name = 'api') =>
  object(kind, 'api', { scaleTargetRef: { kind: 'Deployment', name } });
const route = (name: string, port: number) =>
  object('HTTPRoute', 'api', { rules: [{ backendRefs: [{ name, port }] }] });
const ingress = (port: object) =>
  object('Ingress', 'api', {
    rules: [
      { http: { paths: [{ backend: { service: { name: 'api', port } } }] } },
    ],
  });

describe('targetFindings', () => {
  it.each<[string, KubernetesObject[]]>([
    [
      'an autoscaler of what is there',
      [deployment, scaler('HorizontalPodAutoscaler')],
    ],
    ['a route to a port that is there', [service, route('api', 80)]],
    [
      'an ingress by number or by name',
      [service, ingress({ number: 80 }), ingress({ name: 'http' })],
    ],
    [
      'a StatefulSet with its Service',
      [service, object('StatefulSet', 'db', { serviceName: 'api' })],
    ],
  ])('finds nothing about %s', (_what, objects) => {
    expect(targetFindings(objects)).toEqual([]);
  });

  it.each<[string, string, KubernetesObject[]]>([
    [
      'an autoscaler of nothing',
      'reference.target',
      [scaler('ScaledObject', 'gone')],
    ],
    [
      'two autoscalers of one workload',
      'reference.one-scaler',
      [deployment, scaler('ScaledObject'), scaler('HorizontalPodAutoscaler')],
    ],
    ['a route to nowhere', 'reference.service', [route('gone', 80)]],
    [
      'a route to a port that is not there',
      'reference.port',
      [service, route('api', 81)],
    ],
    [
      'an ingress to a port that is not there',
      'reference.port',
      [service, ingress({ name: 'web' })],
    ],
    [
      'a StatefulSet whose pods nobody names',
      'reference.service',
      [object('StatefulSet', 'db', { serviceName: 'db' })],
    ],
    [
      'blue and green without their Services',
      'reference.service',
      [
        object('Rollout', 'web', {
          strategy: { blueGreen: { activeService: 'web' } },
        }),
      ],
    ],
  ])('finds %s', (_what, rule, objects) => {
    expect(targetFindings(objects).map(finding => finding.rule)).toContain(
      rule,
    );
  });
});

describe('a Secret in the repository', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } };

  it('is found when it has values, and only then', () => {
    expect(
      policyFindings([{ ...secret, stringData: { KEY: 'value' } }]).map(
        f => f.rule,
      ),
    ).toEqual(['policy.plain-secret']);
    expect(policyFindings([secret])).toEqual([]);
  });
});
