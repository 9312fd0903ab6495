import type { WorkloadContext } from '../../context';
import { healthPorts, probesOf } from './probes';

const workload = (fields: Partial<WorkloadContext>): WorkloadContext => ({
  name: 'main',
  objectName: 'payments',
  type: 'http',
  serves: true,
  port: 8080,
  replicas: 1,
  resources: {},
  env: {},
  metrics: { path: '/metrics', port: 9090 },
  ...fields,
});

const worker = { type: 'worker', serves: false, port: 0 } as const;

describe('A probe', () => {
  it.each<
    [string, Partial<WorkloadContext>, number | undefined, string, object]
  >([
    ['the port of requests, when nobody says', {}, undefined, 'http', {}],
    ['that port, when it is said', {}, 8080, 'http', {}],
    ['the port of metrics', {}, 9090, 'metrics', {}],
    ['a port of its own', {}, 8088, 'health-8088', { 'health-8088': 8088 }],
    ['the side port of a worker', worker, undefined, 'metrics', {}],
    [
      'a side port that is there for it alone',
      { ...worker, metrics: undefined },
      undefined,
      'health',
      {},
    ],
    [
      'a port of its own, where a worker has no other',
      { ...worker, metrics: undefined },
      8088,
      'health-8088',
      { 'health-8088': 8088 },
    ],
  ])('asks on %s', (_what, fields, port, name, ports) => {
    const one = workload({ ...fields, probes: { readiness: { port } } });
    expect(probesOf(one).readinessProbe!.httpGet!.port).toBe(name);
    expect(
      Object.fromEntries(healthPorts(one).map(own => [own.name, own.port])),
    ).toEqual(ports);
  });
});
