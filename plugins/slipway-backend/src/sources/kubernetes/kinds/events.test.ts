import { event } from '../../../__testUtils__/operators';
import { pruneEvent } from './events';

const read = (reason: string, message: string, changes: object = {}) => {
  const object = event(reason, message);
  return pruneEvent({
    ...object,
    metadata: { ...object.metadata, resourceVersion: '1' },
    ...changes,
  });
};

describe('what is kept of a warning', () => {
  it.each([
    ['Unhealthy', 'Readiness probe failed: HTTP probe failed', 'readiness'],
    ['Unhealthy', 'Liveness probe failed: dial tcp', 'liveness'],
    ['Unhealthy', 'Startup probe failed: timeout', 'startup'],
    [
      'Failed',
      'Failed to pull image "r.example/shop:1": rpc error: code = NotFound desc = failed to resolve reference: r.example/shop:1: not found',
      'image-not-there',
    ],
    [
      'Failed',
      'Failed to pull image "r.example/shop:1": failed to authorize: 401 Unauthorized',
      'image-denied',
    ],
    [
      'Failed',
      'Failed to pull image "shop:1": toomanyrequests: You have reached your pull rate limit',
      'image-limit',
    ],
    [
      'Failed',
      'Failed to pull image "shop:1": dial tcp: lookup r.example: no such host',
      'image-unreachable',
    ],
    ['BackOff', 'Back-off pulling image "r.example/shop:1"', 'image'],
    ['BackOff', 'Back-off restarting failed container api', 'restart'],
    [
      'FailedMount',
      'MountVolume.SetUp failed for volume "x": secret "shop-tls" not found',
      'secret',
    ],
    [
      'FailedMount',
      'Unable to attach or mount volumes: timed out waiting for the condition',
      'timeout',
    ],
    [
      'FailedAttachVolume',
      'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) shop-0',
      'elsewhere',
    ],
    [
      'FailedCreate',
      'Error creating: pods "x" is forbidden: exceeded quota: quota',
      'quota',
    ],
    [
      'FailedCreate',
      'Error creating: pods "x" is forbidden: violates PodSecurity "restricted:latest"',
      'policy',
    ],
    [
      'Evicted',
      'The node was low on resource: memory. Threshold quantity: 100Mi',
      'memory',
    ],
    ['Evicted', 'The node was low on resource: ephemeral-storage.', 'disk'],
    [
      'ProvisioningFailed',
      'storageclass.storage.k8s.io "fast" not found',
      'class',
    ],
    ['FailedScheduling', '0/3 nodes are available', undefined],
  ])('is of %s: %s, in a word', (reason, message, about) => {
    const kept = read(reason, message);
    expect(kept?.fact).toEqual({
      reason,
      ...(about && { about }),
      count: 14,
      firstAt: '2026-11-20T10:02:00Z',
      lastAt: '2026-11-20T10:20:00Z',
    });
    expect(JSON.stringify(kept)).not.toMatch(/planted|10\.0\.0\.1|example/);
  });

  it('is nothing of what no rule knows', () => {
    for (const reason of ['Planted', 'a sentence', 'constructor', '', 7]) {
      expect(read(reason as string, 'x')).toBeUndefined();
    }
    expect(read('Unhealthy', 'said of something else')).toBeUndefined();
    expect(
      read('Unhealthy', 'Readiness', { involvedObject: undefined }),
    ).toBeUndefined();
  });

  it('has times and counts, whichever way they are written', () => {
    const eventTime = '2026-11-20T09:00:00.000000Z';
    const lastObservedTime = '2026-11-20T09:30:00.000000Z';
    const series = { count: 3, lastObservedTime };
    const none = { firstTimestamp: null, lastTimestamp: null, count: null };
    const message = 'Readiness probe failed';
    expect(
      read('Unhealthy', message, { ...none, eventTime, series })?.fact,
    ).toMatchObject({ count: 3, firstAt: eventTime, lastAt: lastObservedTime });
    expect(
      read('Unhealthy', message, { ...none, eventTime })?.fact,
    ).toMatchObject({ count: 1, firstAt: eventTime, lastAt: eventTime });
    expect(read('Unhealthy', message, none)).toBeUndefined();
  });
});
