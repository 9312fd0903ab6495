import { KubeObject } from '../contract/client';
import { operators } from '../programs/programs';
import { away, deployment, pods, queueAway, scaledObject } from './kedaObjects';
import { startKeda } from './kedaStart';
import { conditionIs, make, Recorded, said, Stage } from './operator';
import { namespace, onStage } from './stage';

const all = `/apis/keda.sh/v1alpha1/namespaces/${namespace}/scaledobjects`;
const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
const autoscalers = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`;

type Enough = Parameters<typeof said>[2];

const both =
  (...enough: Enough[]): Enough =>
  (status, object) =>
    enough.every(one => one(status, object));

const ready = conditionIs('Ready', 'True', 'ScaledObjectReady');
const active = conditionIs('Active', 'True');
const asleep = conditionIs('Active', 'False', 'ScalerNotActive');
const follows = conditionIs('HPAActive', 'True');

/** What KEDA says of workloads that have work, have none, and of triggers that do not answer; each with what it made. */
export function recordKeda(): Promise<Recorded> {
  return onStage(
    [{ ...operators.keda, folder: 'config/crd/bases' }],
    async stage => {
      const metrics = await startKeda(stage);
      return record(stage, () => metrics.stop());
    },
    { working: true },
  );
}

async function record(
  stage: Stage,
  stopMetrics: () => Promise<void>,
): Promise<Recorded> {
  const recorded: Recorded = {};
  const keep = async (what: string, name: string, enough: Enough) => {
    const object = await said(stage, `${all}/${name}`, enough);
    const beside = await Promise.all(
      [`${autoscalers}/keda-hpa-${name}`, `${deployments}/${name}`].map(place =>
        stage.client.get(place),
      ),
    );
    recorded[what] = [
      object,
      ...beside
        .filter(({ status }) => status === 200)
        .map(({ body }): KubeObject => body),
    ];
  };
  const scale = async (
    name: string,
    triggers: object[],
    { replicas = 1, annotations = {}, ...spec }: Record<string, any> = {},
  ) => {
    await make(stage, deployments, deployment(name, replicas));
    await make(stage, all, scaledObject(name, triggers, spec, annotations));
  };

  await make(stage, deployments, deployment('work', 6, { work: 'much' }));

  // All at once: the autoscalers of Kubernetes look every 15 seconds.
  await scale('idle', [pods('none')], { replicas: 0 });
  await scale('active', [pods('much')], { replicas: 0 });
  await scale('ceiling', [pods('much')], { maxReplicaCount: 2 });
  await scale('trigger-away', [away]);
  await scale('queue-away', [queueAway]);
  await scale('partly-away', [pods('much'), away]);
  await scale('falls-back', [away], {
    fallback: { failureThreshold: 1, replicas: 2 },
  });
  await scale('wrong-trigger', [{ ...queueAway, type: 'rabitmq' }]);
  await scale('wrong-setting', [{ type: 'cron', metadata: { start: '0 8' } }]);
  await make(stage, all, scaledObject('missing-target', [pods('much')]));
  await scale('paused', [pods('much')], {
    annotations: { 'autoscaling.keda.sh/paused': 'true' },
  });
  await scale('paused-at', [pods('much')], {
    annotations: { 'autoscaling.keda.sh/paused-replicas': '0' },
  });
  await scale('never-less', [pods('much')], {
    annotations: { 'autoscaling.keda.sh/paused-scale-in': 'true' },
  });

  await keep('idle', 'idle', both(ready, asleep, follows));
  await keep('active', 'active', both(ready, active, follows));
  await keep('ceiling', 'ceiling', both(ready, active, follows));
  await keep(
    'trigger-away',
    'trigger-away',
    both(conditionIs('Ready', 'False'), conditionIs('HPAActive', 'False')),
  );
  await keep('queue-away', 'queue-away', conditionIs('Ready', 'False'));
  await keep(
    'partly-away',
    'partly-away',
    both(active, follows, conditionIs('Ready', 'Unknown')),
  );
  await keep('falls-back', 'falls-back', conditionIs('Fallback', 'True'));
  await keep('wrong-trigger', 'wrong-trigger', conditionIs('Ready', 'False'));
  await keep('wrong-setting', 'wrong-setting', conditionIs('Ready', 'False'));
  await keep('missing-target', 'missing-target', conditionIs('Ready', 'False'));
  await keep('paused', 'paused', conditionIs('Paused', 'True'));
  await keep('paused-at', 'paused-at', conditionIs('Paused', 'True'));
  await keep(
    'never-less',
    'never-less',
    both(conditionIs('Paused', 'True'), active, follows),
  );

  await stopMetrics();
  await keep('metrics-away', 'active', conditionIs('HPAActive', 'False'));
  return recorded;
}
