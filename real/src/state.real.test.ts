import { Aspect, entityAspects, stateOf } from '@slipway/plugin-slipway-common';
import { RealCluster, startRealCluster } from './cluster/realCluster';
import { Client } from './contract/client';
import { installDefinitions } from './judges/definitions';
import { definitions } from './programs/programs';
import { describeReal } from './realHalf';
import { writeOperators } from './state/operators/write';
import { Portal, startPortal } from './state/portal';
import { Reader } from './state/reader';
import { ByHand } from './state/rollout';

jest.setTimeout(120_000);

const image = 'registry.example/shop/payments:0.1.7-g1a2b3c4';
const subject = 'payments/prod/real/shop-prod';

describeReal(
  'the state back end before a real Kubernetes API server',
  () => {
    let cluster: RealCluster;
    let client: Client;
    let portal: Portal;
    let reader: Reader;
    const workload = () => reader.facts.get(subject)?.workloads[0];
    const workloadNamed = (name: string) =>
      reader.facts.get(subject)?.workloads.find(one => one.name === name);

    beforeAll(async () => {
      cluster = await startRealCluster();
      client = new Client(cluster);
      portal = await startPortal({ real: cluster });
      reader = new Reader(portal);
    }, 180_000);
    afterAll(async () => {
      await reader?.stop();
      await portal?.stop();
      await cluster?.stop();
    }, 60_000);

    it('follows a rollout, an API server that forgot the past, and the end of a service', async () => {
      await reader.until('everything is read', () =>
        reader.complete.has('kubernetes/real'),
      );
      expect([...reader.facts]).toEqual([]);

      await client.post('/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop-prod' },
      });
      const hand = new ByHand(client, {
        namespace: 'shop-prod',
        service: 'payments',
        environment: 'prod',
        image,
        replicas: 2,
      });
      const deployment = await hand.createDeployment();
      await reader.until('the wish is seen', () => workload()?.wanted === 2);
      expect(workload()).toMatchObject({
        name: 'payments',
        kind: 'Deployment',
        image,
        ready: 0,
        updated: 0,
        observed: false,
        pods: [],
      });

      const set = await hand.createReplicaSet(deployment);
      const pods = [await hand.createPod(set, 0), await hand.createPod(set, 1)];
      await hand.podStatus(pods[0], {
        phase: 'Pending',
        containerStatuses: [
          {
            name: 'payments',
            image,
            imageID: '',
            ready: false,
            restartCount: 3,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: {
              terminated: {
                reason: 'OOMKilled',
                exitCode: 137,
                finishedAt: '2026-11-20T10:00:00Z',
              },
            },
          },
        ],
      });
      await reader.until(
        'the crash is seen',
        () => workload()?.pods[0]?.containers[0]?.waiting !== undefined,
      );
      expect(workload()?.since).toBe(set.metadata.creationTimestamp);
      expect(workload()?.pods).toEqual([
        expect.objectContaining({
          name: 'payments-1-0',
          ready: false,
          deleting: false,
          current: true,
          createdAt: pods[0].metadata.creationTimestamp,
          containers: [
            {
              name: 'payments',
              image,
              init: false,
              restarts: 3,
              waiting: 'CrashLoopBackOff',
              ended: {
                reason: 'OOMKilled',
                exitCode: 137,
                at: '2026-11-20T10:00:00Z',
              },
              memoryLimit: '128Mi',
            },
          ],
        }),
        expect.objectContaining({ name: 'payments-1-1', ready: false }),
      ]);

      await cluster.forget();
      await hand.podStatus(pods[0], {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: null,
      });
      await hand.deploymentStatus({
        observedGeneration: deployment.metadata.generation,
        replicas: 2,
        updatedReplicas: 2,
        readyReplicas: 1,
        conditions: [
          {
            type: 'Progressing',
            status: 'True',
            reason: 'ReplicaSetUpdated',
          },
        ],
      });
      await reader.until(
        'what changed after the restart is seen',
        () => workload()?.ready === 1 && workload()?.pods[0]?.ready === true,
        // Seconds, if a heartbeat fell into the restart; else the watches' silence tells, and that takes as long.
        90_000,
      );
      expect(workload()).toMatchObject({
        wanted: 2,
        updated: 2,
        total: 2,
        observed: true,
        progressing: { status: true, reason: 'ReplicaSetUpdated' },
      });
      expect(reader.health.get('kubernetes/real')).toMatchObject({
        state: 'ok',
      });

      for (const path of [
        '/apis/apps/v1/namespaces/shop-prod/deployments/payments',
        '/apis/apps/v1/namespaces/shop-prod/replicasets/payments-1',
        '/api/v1/namespaces/shop-prod/pods/payments-1-0',
        '/api/v1/namespaces/shop-prod/pods/payments-1-1',
      ]) {
        expect({ path, ...(await client.delete(path)) }).toMatchObject({
          path,
          status: 200,
        });
      }
      await reader.until(
        'the end is seen',
        () => reader.facts.has(subject) && !reader.facts.get(subject),
      );
    });

    it('knows what operators say, from objects that a server with their definitions took', async () => {
      for (const source of [
        definitions.argocd,
        definitions.rollouts,
        definitions.certManager,
        definitions.gateway,
        definitions.externalSecrets,
        definitions.sealedSecrets,
        definitions.keda,
        definitions.cloudNativePg,
        definitions.velero,
        definitions.fluxKustomize,
      ]) {
        await installDefinitions(client, source);
      }
      await writeOperators(client);
      await new ByHand(client, {
        namespace: 'shop-prod',
        service: 'payments',
        environment: 'prod',
        image,
        replicas: 2,
      }).createDeployment();
      // What runs has a test of its own; the others no cluster tells.
      const elsewhere: Aspect[] = ['deployments', 'commits', 'vault'];
      const told = (aspect: Aspect) =>
        JSON.stringify(reader.aspects.get(aspect));
      await reader.until('all of it is known', () =>
        [
          told('quota')?.includes('"most":10'),
          told('scaling')?.includes('rabbitmq'),
          told('backups')?.includes('payments-db-backup'),
          told('secrets')?.includes('payments-sealed'),
          told('exposure')?.includes('NoMatchingListenerHostname'),
          told('delivery')?.includes('BuildFailed'),
          told('delivery')?.includes('argocd'),
          told('deployments')?.includes('"paused":"step"'),
          told('backups')?.includes('payments-db-1'),
          told('backups')?.includes('PartiallyFailed'),
          told('data')?.includes('data-payments-db-0'),
          told('data')?.includes('failover'),
          told('deployments')?.includes('FailedCreate'),
        ].every(Boolean),
      );
      const verdicts = Object.fromEntries(
        entityAspects
          .filter(aspect => !elsewhere.includes(aspect))
          .map(aspect => [
            aspect,
            stateOf(aspect, reader.aspects.get(aspect) as never, {
              environment: 'prod',
              now: '2026-11-20T12:00:00Z',
            }).verdict.reasons.map(({ code }) => code),
          ]),
      );
      expect(verdicts).toEqual({
        delivery: ['drifted', 'delivery-stopped'],
        quota: ['quota-headroom'],
        scaling: [],
        data: ['data-starting', 'volume-pending'],
        backups: ['backup-failed', 'backup-failed'],
        secrets: ['secret-not-synced'],
        exposure: ['route-refused'],
      });
      expect(workloadNamed('payments-web')).toMatchObject({
        kind: 'Rollout',
        observed: true,
        rollout: {
          step: 2,
          steps: 2,
          weight: 12,
          paused: 'step',
          nextAt: '2026-11-20T12:03:00.000Z',
          analysis: 'running',
        },
        events: [{ reason: 'FailedCreate', about: 'quota', count: 3 }],
      });
      expect(reader.aspects.get('scaling')).toMatchObject({
        scalers: [
          {
            metrics: [
              { name: 'cpu', current: 35, target: 70, unit: 'percent' },
              {
                name: 'open_connections',
                current: 120.5,
                target: 500,
                unit: 'each',
              },
            ],
          },
          { workload: 'payments-worker', idle: true },
        ],
      });
    });
  },
  ['etcd', 'kubeApiserver'],
);
