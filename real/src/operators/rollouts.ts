import { labels } from '@slipway/model';
import { freePort } from '../cluster/ready';
import { KubeObject } from '../contract/client';
import { operators } from '../programs/programs';
import {
  conditionIs,
  make,
  Recorded,
  said,
  Stage,
  startOperator,
} from './operator';
import { labelled, namespace, onStage } from './stage';

const all = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts`;
const sets = `/apis/apps/v1/namespaces/${namespace}/replicasets`;

type Enough = Parameters<typeof said>[2];

/** As far as what was asked for last: before, the word is of what was. */
const isAll =
  (phase: string): Enough =>
  (status, { metadata }) =>
    status.phase === phase &&
    status.observedGeneration === String(metadata.generation);

const isPaused: Enough = (status, object) =>
  isAll('Paused')(status, object) && status.pauseConditions?.length > 0;

const canary = (pause: object, setWeight = 25) => ({
  canary: { steps: [{ setWeight }, { pause }] },
});

const templateOf = (name: string, tag: string) => ({
  metadata: { labels: { ...labelled, app: name, [labels.workload]: name } },
  spec: {
    containers: [{ name, image: `registry.example.org/shop/${name}:${tag}` }],
  },
});

const rolloutOf = (name: string, strategy: object, spec: object = {}) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name, labels: { ...labelled, [labels.workload]: name } },
  spec: {
    replicas: 4,
    selector: { matchLabels: { app: name } },
    template: templateOf(name, '0.1.7'),
    strategy,
    ...spec,
  },
});

/** What Argo Rollouts says of versions that wait, go back and come through; each with its ReplicaSets. */
export function recordRollouts(): Promise<Recorded> {
  return onStage(
    [{ ...operators.rollouts, folder: 'manifests/crds' }],
    async stage => {
      await startOperator(
        operators.rollouts,
        [
          `--kubeconfig=${stage.kubeconfig}`,
          '--leader-elect=false',
          `--metricsPort=${await freePort()}`,
          `--healthzPort=${await freePort()}`,
        ],
        stage,
      );
      return record(stage);
    },
    { working: true },
  );
}

async function record(stage: Stage): Promise<Recorded> {
  const recorded: Recorded = {};
  const keep = async (what: string, name: string, enough: Enough) => {
    const rollout = await said(stage, `${all}/${name}`, enough);
    const { body } = await stage.client.get(sets);
    recorded[what] = [
      rollout,
      ...body.items.filter(
        ({ metadata }: KubeObject) => metadata.labels?.app === name,
      ),
    ];
  };
  const begin = async (name: string, strategy: object, spec: object = {}) => {
    await make(stage, all, rolloutOf(name, strategy, spec));
    await said(stage, `${all}/${name}`, isAll('Healthy'));
  };
  const release = (name: string, tag: string) =>
    stage.client.merge(`${all}/${name}`, {
      spec: { template: templateOf(name, tag) },
    });

  await begin('first', canary({ duration: '10m' }));
  await keep('first', 'first', isAll('Healthy'));

  await begin('waits', canary({ duration: '10m' }));
  await release('waits', '0.1.8');
  await keep('waits-a-while', 'waits', isPaused);

  await begin('asks', canary({}));
  await release('asks', '0.1.8');
  await keep('waits-for-somebody', 'asks', isPaused);
  await stage.client.merge(`${all}/asks/status`, { status: { abort: true } });
  await keep('aborted', 'asks', isAll('Degraded'));

  await begin('passes', canary({ duration: '1s' }));
  await release('passes', '0.1.8');
  await keep(
    'passed',
    'passes',
    (status, object) =>
      isAll('Healthy')(status, object) &&
      status.stableRS === status.currentPodHash,
  );

  await begin('never', canary({}), { progressDeadlineSeconds: 3 });
  await release('never', '0.1.8-gbad');
  await keep('never-ready', 'never', isAll('Degraded'));

  await make(stage, `/api/v1/namespaces/${namespace}/services`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'both' },
    spec: { selector: { app: 'both' }, ports: [{ port: 80 }] },
  });
  await begin('both', {
    blueGreen: { activeService: 'both', autoPromotionEnabled: false },
  });
  await release('both', '0.1.8');
  await keep('blue-green-waits', 'both', isPaused);

  await make(stage, all, rolloutOf('wrong', canary({}, 120)));
  await keep('invalid', 'wrong', conditionIs('InvalidSpec', 'True'));
  return recorded;
}
