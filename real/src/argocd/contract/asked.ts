/* eslint-disable @backstage/no-relative-monorepo-imports -- what is held to the contract is internal, and stays so */
import { labels } from '@slipway/model';
import { Fact, SourceHealth } from '@slipway/plugin-slipway-common';
import type { FactSink } from '@slipway/plugin-slipway-node';
import { Actor } from '../../../../plugins/slipway-backend/src/acting/Actor';
import { systemClock } from '../../../../plugins/slipway-backend/src/lib/clock';
import { ArgocdSource } from '../../../../plugins/slipway-backend/src/sources/argocd/ArgocdSource';
import { eventually } from '../../eventually';
import { configMap } from './manifests';
import { ArgocdContract } from './world';

const ROUND_MS = 3_600_000;

/** Hears of nothing. */
const deaf: FactSink = {
  facts: () => {},
  complete: () => {},
  health: () => {},
  retire: () => {},
  owning: async () => {},
};

/** Slipway's own two ways to an Argo CD: what it reads there, and what it asks for. */
export function describeAsked(contract: ArgocdContract) {
  describe('what Slipway reads and asks', () => {
    let facts: Map<string, Fact<'delivery'>['value']>;
    let health: SourceHealth | undefined;
    let stopping: AbortController;
    let running: Promise<void> | undefined;

    const instance = (token?: string) => {
      const { url, username, password } = contract.world;
      return {
        name: 'main',
        url,
        ...(token ? { token } : { username, password }),
      };
    };
    const read = (token?: string) => {
      running = new ArgocdSource({
        instances: [instance(token)],
        entities: {
          claims: { claims: [], until: new AbortController().signal },
        },
        stageOf: (_, namespace) => namespace,
        clock: systemClock,
        random: Math.random,
        // Whatever is seen of a change is seen because it was told.
        everyMs: ROUND_MS,
      }).start(
        {
          ...deaf,
          facts: some =>
            (some as Fact<'delivery'>[]).forEach(({ subject, value }) =>
              facts.set(subject.service, value),
            ),
          health: one => {
            health = one;
          },
        },
        stopping.signal,
      );
    };
    const until = (
      service: string,
      is: (delivery: Record<string, any>) => unknown,
    ) =>
      eventually<Record<string, any>>(
        `what is read of ${service}`,
        async () => {
          const last = facts.get(service)?.deliveries[0];
          return last && is(last) ? { value: last } : { last };
        },
      );
    const actor = (token?: string) =>
      new Actor({
        directory: { patch: async () => false },
        instances: [instance(token)],
        clock: systemClock,
      });
    const ask = (action: 'refresh' | 'sync', name: string, token?: string) =>
      actor(token).ask(
        {
          kind: 'Application',
          name,
          namespace: 'argocd',
          via: { argocd: 'main' },
        },
        { action, by: 'user:default/ann', at: '2026-11-20T12:00:00.000Z' },
        new AbortController().signal,
      );

    beforeEach(() => {
      facts = new Map();
      health = undefined;
      stopping = new AbortController();
    });
    afterEach(async () => {
      stopping.abort();
      await running;
      running = undefined;
    });

    it('is what there is, and each change as soon as it happens', async () => {
      const service = await contract.service();
      const own = {
        [labels.service]: service.name,
        [labels.environment]: 'dev',
      };
      read();
      await eventually('it is read', async () =>
        health?.state === 'ok' ? { value: health } : { last: health },
      );
      await contract.api.post(
        '/applications',
        service.application({ labels: own }),
      );
      const before = await until(
        service.name,
        ({ sync }) => sync === 'out-of-sync',
      );
      expect(before).toMatchObject({
        engine: 'argocd',
        kind: 'Application',
        name: service.name,
        namespace: 'argocd',
        wantedRevision: expect.stringMatching(/^[0-9a-f]{40}$/),
        health: 'Missing',
        automated: false,
        drifted: [{ kind: 'ConfigMap', name: 'settings' }],
        history: [],
        problems: [],
      });

      await ask('sync', service.name);
      const { wantedRevision: revision } = before as { wantedRevision: string };
      expect(
        await until(
          service.name,
          ({ sync, history }) => sync === 'synced' && history.length > 0,
        ),
      ).toMatchObject({
        revision,
        wantedRevision: revision,
        health: 'Healthy',
        drifted: [],
        history: [{ id: '0', revision }],
        operation: { phase: 'succeeded', revision, refused: [] },
      });

      await service.commit({ 'a.yaml': configMap('2') });
      await ask('refresh', service.name);
      const after = await until(
        service.name,
        ({ sync }) => sync === 'out-of-sync',
      );
      expect(after).toMatchObject({ revision });
      expect(after.wantedRevision).not.toBe(revision);

      await service.commit({ 'kustomization.yaml': 'resources: [b.yaml]\n' });
      await ask('refresh', service.name);
      expect(
        await until(service.name, ({ problems }) => problems.length > 0),
      ).toMatchObject({
        sync: 'unknown',
        problems: [{ code: 'ComparisonError', cause: 'build' }],
        history: [{ revision }],
      });
    });

    it('is what it finds when it begins', async () => {
      const service = await contract.service();
      await contract.api.post(
        '/applications',
        service.application({
          labels: { [labels.service]: service.name },
          spec: { syncPolicy: { automated: { selfHeal: true } } },
        }),
      );
      await contract.api.application(
        service.name,
        ({ status }) => status.history && status.sync.status === 'Synced',
      );
      read();
      expect(await until(service.name, () => true)).toMatchObject({
        sync: 'synced',
        automated: true,
        history: [{ id: '0' }],
      });
    });

    it('is denied where the account may not, in words that say so', async () => {
      const service = await contract.service();
      await contract.api.post('/applications', service.application());
      await contract.world.powerless(async token => {
        read(token);
        await eventually('it is denied', async () =>
          health?.state === 'denied' ? { value: health } : { last: health },
        );
        expect(health).toMatchObject({
          reason: 'it shows this account nothing',
          permission:
            'a token or account that Argo CD main lets get applications',
        });
        for (const action of ['refresh', 'sync'] as const) {
          await expect(ask(action, service.name, token)).rejects.toMatchObject({
            problem: 'denied',
            message: expect.stringMatching(
              /^Application .* on Argo CD main: the portal's account may not do that/,
            ),
          });
        }
      });
    });

    it('is gone where nobody has it, and may be where the account sees nothing', async () => {
      const name = `gone-${Date.now()}`;
      for (const action of ['refresh', 'sync'] as const) {
        await expect(ask(action, name)).rejects.toMatchObject({
          problem: 'gone',
          message: `Application ${name} on Argo CD main: it is not there any more`,
        });
        await contract.world.powerless(async token => {
          await expect(ask(action, name, token)).rejects.toMatchObject({
            problem: 'denied',
            message: expect.stringMatching(/may not .*, or it is not there/),
          });
        });
      }
    });

    it('is denied where the token is none any more', async () => {
      await contract.world.ended(async token => {
        read(token);
        await eventually('it is denied', async () =>
          health?.state === 'denied' ? { value: health } : { last: health },
        );
        expect(health).toMatchObject({ reason: 'answered 401' });
      });
    });
  });
}
