import { Client } from './contract/client';
import { eventually } from './eventually';
import { parcels } from './platform/parcels';
import { RealPortal, startRealPortal } from './platform/portal';
import { RealPlatform, startRealPlatform } from './platform/realPlatform';
import { create, deploy } from './platform/service';
import { changeByHand, limitPods, runNow } from './platform/troubles';
import { describeReal, withArgocd } from './realHalf';

jest.setTimeout(300_000);

const NAME = parcels.name;
const NAMESPACE = `${NAME}-dev`;
const ENTITY = `/api/slipway/v1/entities/component/default/${NAME}`;

// The whole way, with nothing on it that stands for something else. The steps build on each other.
describeReal(
  'from the form to what is known, on real servers alone',
  () => {
    let platform: RealPlatform;
    let portal: RealPortal;
    let cluster: Client;

    /** An environment as the portal's API tells it, once it is as it has to be. */
    const known = (
      what: string,
      is: (environment: any) => unknown,
      environment = 'dev',
    ) =>
      eventually(what, async () => {
        const { body } = await portal.ask('GET', `${ENTITY}/state`);
        const last = body.environments?.find(
          ({ name }: any) => name === environment,
        );
        return last && is(last) ? { value: last } : { last: last ?? body };
      });
    const codes = (environment: any, aspect: string): string[] =>
      (environment[aspect].value?.verdict.reasons ?? []).map(
        ({ code }: any) => code,
      );
    const runs = (version: string, pods: number) => (environment: any) => {
      const [workload] = environment.deployments.value?.workloads ?? [];
      return (
        workload?.version === version &&
        workload.readyUpdated === pods &&
        environment.deployments.value.verdict.state === 'healthy'
      );
    };
    const commit = (environment: string, tag: string) =>
      deploy(platform.gitea, NAME, environment, tag);
    beforeAll(async () => {
      platform = await startRealPlatform();
      cluster = new Client(platform.cluster);
      portal = await startRealPortal(platform);
    });
    afterAll(async () => {
      await portal?.stop();
      await platform?.stop();
    }, 60_000);

    it('a service is made, delivered, and waits for its first build', async () => {
      await create(portal, 'http-api', parcels);
      for (const environment of ['dev', 'prod']) {
        const waiting = await known(
          `${environment} waits for its first build`,
          one =>
            codes(one, 'deployments').includes('waiting-first-build') &&
            codes(one, 'backups').includes('backup-first') &&
            one.delivery.value?.deliveries[0]?.sync === 'synced',
          environment,
        );
        expect(waiting).toMatchObject({
          verdict: 'progressing',
          cluster: 'real',
          namespace: `${NAME}-${environment}`,
        });
      }
    });

    it('what its pipeline commits comes to run, and is told with version, commit and pods', async () => {
      const sha = await commit('dev', '0.1.1-gabcdef0');
      const dev = await known(
        'dev runs 0.1.1, delivered',
        one =>
          runs('0.1.1', 1)(one) &&
          // That it runs and that it was delivered are two sources' words, each in its own time.
          one.delivery.value?.deliveries.some(
            ({ revision, health, history }: any) =>
              revision === sha && health === 'Healthy' && history.length > 1,
          ),
      );
      expect(dev.delivery.value.deliveries).toEqual([
        expect.objectContaining({
          engine: 'argocd',
          name: NAMESPACE,
          sync: 'synced',
          health: 'Healthy',
          revision: sha,
          wantedRevision: sha,
          automated: true,
          drifted: [],
        }),
      ]);
      const [first, before] = dev.delivery.value.deliveries[0].history;
      expect(first).toMatchObject({ id: '1', revision: sha });
      expect(before).toMatchObject({ id: '0' });

      await commit('prod', '0.1.1-gabcdef0');
      const prod = await known('prod runs 0.1.1', runs('0.1.1', 3), 'prod');
      expect(prod.deployments.value.workloads[0]).toMatchObject({
        kind: 'Deployment',
        image: `registry.example.org/shop/${NAME}:0.1.1-gabcdef0`,
        wanted: 3,
        ready: 3,
        restarts: 0,
      });
    });

    it('a version that ends at once is told as such, and what goes on beside it', async () => {
      await commit('dev', '0.1.2-gdead000');
      const dev = await known('dev crashes', one =>
        codes(one, 'deployments').includes('crash-loop'),
      );
      const { verdict, workloads } = dev.deployments.value;
      expect(verdict.state).toMatch(/degraded|failed/);
      expect(verdict.reasons[0]).toMatchObject({
        code: 'crash-loop',
        evidence: expect.stringMatching(/ended: exit 1, Error\. 4 restarts\.$/),
      });
      expect(workloads[0]).toMatchObject({ version: '0.1.2', readyUpdated: 0 });
      await commit('dev', '0.1.3-gabcdef1');
      await known('dev runs 0.1.3', runs('0.1.3', 1));
    });

    it('what a quota refuses is told with the quota', async () => {
      const undo = await limitPods(cluster, NAMESPACE, 1);
      await known('the quota is known', one =>
        JSON.stringify(one.quota.value ?? '').includes('small'),
      );
      await commit('dev', '0.1.4-gabcdef2');
      const refused = await known('a quota refuses a pod', one =>
        one.deployments.value?.verdict.reasons.some(
          ({ code, message }: any) =>
            code === 'create-refused' &&
            message === 'a quota refuses new pods in dev',
        ),
      );
      expect(refused.verdict).toMatch(/degraded|failed/);
      await undo();
      await known('dev runs 0.1.4', runs('0.1.4', 1));
    });

    it('a backup that fails is told until one succeeds', async () => {
      const run = (name: string, image?: string) =>
        runNow(cluster, NAMESPACE, `${NAME}-db-backup`, name, image);
      await run('by-hand-1', 'docker.io/rclone/rclone:1-gdead');
      const failed = await known('the backup failed', one =>
        codes(one, 'backups').includes('backup-failed'),
      );
      expect(failed.backups.value.backups[0].runs).toEqual([
        expect.objectContaining({
          object: 'by-hand-1',
          outcome: 'failed',
          exitCode: 1,
        }),
      ]);
      await run('by-hand-2');
      const well = await known(
        'a backup succeeded',
        one => codes(one, 'backups').length === 0,
      );
      expect(well.backups.value.verdict.state).toBe('healthy');
    });

    it('what somebody changed by hand is told, and undone by a sync that somebody asks for here', async () => {
      await changeByHand(cluster, NAMESPACE, NAME);
      const drifted = await known('it drifted', one =>
        codes(one, 'delivery').includes('drifted'),
      );
      expect(drifted.delivery.value.deliveries[0]).toMatchObject({
        sync: 'out-of-sync',
        automated: false,
        drifted: [{ kind: 'Deployment', name: NAME }],
      });
      const asked = await portal.ask('POST', `${ENTITY}/sync`, {
        environment: 'dev',
      });
      expect(asked).toMatchObject({
        status: 200,
        body: { objects: [{ kind: 'Application', name: NAMESPACE }] },
      });
      const synced = await known('it is as Git says', one => {
        const [delivery] = one.delivery.value?.deliveries ?? [];
        const { phase } = delivery?.operation ?? {};
        return delivery?.sync === 'synced' && phase === 'succeeded';
      });
      expect(synced.delivery.value.deliveries[0].drifted).toEqual([]);
    });
  },
  [...withArgocd, 'vault'],
);
