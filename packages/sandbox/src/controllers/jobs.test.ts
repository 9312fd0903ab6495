import { parseRunReport, runAnnotations } from '@slipway/model';
import { typeOf } from '../kubernetes';
import { clusterWorld } from '../testing/clusterWorld';

const MINUTE = 60;
const DAY = 86_400;

describe('Quotas, autoscalers and jobs', () => {
  let world: ReturnType<typeof clusterWorld>;
  beforeEach(() => {
    world = clusterWorld();
    world.build('v1');
  });
  afterEach(() => {
    world.stop();
    world.assertQuiet();
  });

  const create = (kind: string, name: string, body: object) =>
    world.cluster.create(typeOf(kind), 'shop', { metadata: { name }, ...body });
  const get = (kind: string, name: string) =>
    world.cluster.get(typeOf(kind), 'shop', name);
  const memory = { resources: { requests: { memory: '512Mi' } } };

  it('count what is used, refuse what does not fit, say so, and let it in once there is room', async () => {
    create('ResourceQuota', 'quota', {
      spec: { hard: { 'requests.memory': '1Gi', pods: '10' } },
    });
    world.apply({ replicas: 3 }, 'v1', memory);
    await world.seconds(10);
    expect(get('ResourceQuota', 'quota').status).toEqual({
      hard: { 'requests.memory': '1Gi', pods: '10' },
      used: { 'requests.memory': '1Gi', pods: '2' },
    });
    expect(world.pods()).toHaveLength(2);
    expect(
      world
        .deployment()
        .status?.conditions.find(
          (c: { type: string }) => c.type === 'ReplicaFailure',
        ),
    ).toMatchObject({
      status: 'True',
      reason: 'FailedCreate',
      message: expect.stringContaining(
        'is forbidden: exceeded quota: quota, requested: requests.memory=512Mi, used: requests.memory=1Gi, limited: requests.memory=1Gi',
      ),
    });
    expect(
      world.list('Event').filter(e => e.reason === 'FailedCreate'),
    ).toHaveLength(1);

    const quota = get('ResourceQuota', 'quota');
    world.cluster.replace(typeOf('ResourceQuota'), quota, {
      ...quota,
      spec: { hard: { 'requests.memory': '2Gi', pods: '10' } },
    });
    await world.seconds(10);
    expect(world.pods()).toHaveLength(3);
    expect(world.deployment().status?.conditions).not.toContainEqual(
      expect.objectContaining({ type: 'ReplicaFailure' }),
    );
  });

  it('give a container what the namespace gives to those that do not say', async () => {
    create('LimitRange', 'defaults', {
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: { cpu: '25m' },
            default: { memory: '128Mi' },
          },
        ],
      },
    });
    world.apply({ replicas: 1 }, 'v1');
    await world.seconds(5);
    expect(world.pods()[0].spec?.containers[0].resources).toEqual({
      requests: { cpu: '25m' },
      limits: { memory: '128Mi' },
    });
  });

  it('keep a workload within its bounds', async () => {
    world.apply({ replicas: 1 }, 'v1');
    create('HorizontalPodAutoscaler', 'web', {
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: 'web' },
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [{ type: 'Resource', resource: { name: 'cpu' } }],
      },
    });
    await world.seconds(10);
    expect(world.pods()).toHaveLength(2);
    expect(get('HorizontalPodAutoscaler', 'web').status).toMatchObject({
      currentReplicas: 2,
      desiredReplicas: 2,
      currentMetrics: [{ resource: { name: 'cpu' } }],
    });
  });

  it('run a backup when it is due, leave its report, and keep as many as they are told', async () => {
    create('CronJob', 'web-db-backup', {
      metadata: {
        name: 'web-db-backup',
        annotations: { [runAnnotations.run]: 'backup' },
      },
      spec: {
        schedule: '0 3 * * *',
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        successfulJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            template: {
              spec: {
                restartPolicy: 'Never',
                containers: [
                  {
                    name: 'store',
                    image: 'docker.io/rclone/rclone:1.71.2',
                    command: ['sh', '-c', `printf '{"slipway":"backup",…}'`],
                    env: [
                      { name: 'FOLDER', value: 'web/prod/db' },
                      { name: 'KEEP', value: '3d' },
                    ],
                  },
                ],
              },
            },
          },
        },
      },
    });
    await world.seconds(3 * 3600 + MINUTE);
    expect(get('CronJob', 'web-db-backup').status).toMatchObject({
      lastScheduleTime: '2026-01-01T03:00:00Z',
      lastSuccessfulTime: expect.stringMatching(/^2026-01-01T03:00:/),
    });
    await world.seconds(6 * DAY);
    expect(world.list('Job')).toHaveLength(3);
    const reports = world
      .pods()
      .map(pod =>
        parseRunReport(
          pod.status?.containerStatuses[0].state.terminated.message,
        ),
      );
    expect(reports).toHaveLength(3);
    expect(reports.at(-1)).toMatchObject({
      slipway: 'backup',
      object: expect.stringMatching(/^web\/prod\/db\/2026-01-07T03-00-/),
      oldest: expect.stringMatching(/^web\/prod\/db\/2026-01-04T03-00-/),
      count: 3,
    });
    expect(reports[2]!.bytes).toBeGreaterThan(reports[1]!.bytes);
  });

  it('leave a suspended one on its shelf, until somebody makes a job of it', async () => {
    create('CronJob', 'restore', {
      spec: { schedule: '0 0 31 2 *', suspend: true, jobTemplate: {} },
    });
    await world.seconds(DAY);
    expect(world.list('Job')).toEqual([]);
    create('Job', 'restore-now', {
      spec: {
        template: {
          spec: { restartPolicy: 'Never', containers: [{ name: 'a' }] },
        },
      },
    });
    await world.seconds(10);
    expect(get('Job', 'restore-now').status).toMatchObject({
      succeeded: 1,
      conditions: [{ type: 'Complete', status: 'True' }],
    });
  });
});
