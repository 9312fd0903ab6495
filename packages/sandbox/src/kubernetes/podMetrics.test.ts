import { parseQuantity } from '@slipway/model';
import { SandboxWorld } from '../testing/sandboxWorld';
import { podMetrics } from './podMetrics';

jest.setTimeout(60_000);

const started = '2026-03-01T12:00:00Z';
const pod = (phase = 'Running', more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web-1',
    namespace: 'web-dev',
    labels: { 'slipway.dev/service': 'web' },
  },
  spec: {
    containers: [
      {
        name: 'web',
        resources: {
          requests: { cpu: '200m', memory: '128Mi' },
          limits: { memory: '256Mi' },
        },
      },
    ],
  },
  status: { phase, startTime: started, ...more },
});
const after = (seconds: number) =>
  new Date(Date.parse(started) + seconds * 1000);
const usage = (object: any) => ({
  cpu: parseQuantity(object.containers[0].usage.cpu)!,
  memory: parseQuantity(object.containers[0].usage.memory)!,
});

describe('What pods use in the sandbox', () => {
  it('is always the same part of what they ask for', () => {
    const first = usage(podMetrics(pod(), {}, after(60)));
    expect(first.cpu).toBeGreaterThan(0);
    expect(first.cpu).toBeLessThan(0.2);
    expect(first.memory).toBeLessThan(128 * 1024 ** 2);
    expect(usage(podMetrics(pod(), {}, after(3600)))).toEqual(first);
  });

  it('is what the story says of it, more or less', () => {
    const { cpu, memory } = usage(
      podMetrics(pod(), { web: { cpu: 0.05, memory: 0.9 } }, after(60)),
    );
    expect(cpu / 0.2).toBeCloseTo(0.05, 1);
    expect(memory / (128 * 1024 ** 2)).toBeGreaterThan(0.8);
  });

  it('is measured of what runs, and has run for long enough', () => {
    expect(podMetrics(pod('Pending'), {}, after(60))).toBeUndefined();
    expect(podMetrics(pod('Succeeded'), {}, after(60))).toBeUndefined();
    expect(podMetrics(pod(), {}, after(5))).toBeUndefined();
    expect(podMetrics(pod(), {}, after(60))).toBeDefined();
  });

  it('is listed as a server behind the API server does it, and never changed', async () => {
    const world = await SandboxWorld.start();
    try {
      await world.clock.advance(120_000);
      const path = '/apis/metrics.k8s.io/v1beta1';
      const read = async (of: string, init?: RequestInit) => {
        const response = await world.kubernetes('eu-1', of, init);
        return { status: response.status, body: await response.json() };
      };
      const { body } = await read(`${path}/namespaces/web-staging/pods`);
      expect(body).toMatchObject({
        kind: 'PodMetricsList',
        apiVersion: 'metrics.k8s.io/v1beta1',
        metadata: {},
      });
      expect(body.items).toHaveLength(2);
      const [{ metadata }] = body.items;
      expect(metadata.labels['slipway.dev/service']).toBe('web');
      expect(metadata.labels).toHaveProperty('pod-template-hash');
      expect(metadata).not.toHaveProperty('resourceVersion');
      expect((await read(`${path}/pods?limit=1`)).body.items).toHaveLength(2);
      expect(
        (
          await read(
            `${path}/namespaces/web-staging/pods?labelSelector=slipway.dev/service=other`,
          )
        ).body.items,
      ).toEqual([]);
      const one = `${path}/namespaces/web-staging/pods/${metadata.name}`;
      expect((await read(one)).body).toMatchObject({
        kind: 'PodMetrics',
        metadata: { name: metadata.name },
      });
      expect((await read(`${one}x`)).status).toBe(404);
      expect((await read(one, { method: 'DELETE' })).status).toBe(405);
    } finally {
      await world.close();
    }
  });
});
