/* eslint-disable jest/no-export, jest/no-standalone-expect -- a suite that is held to several servers */
import { Fact, SourceHealth } from '@slipway/plugin-slipway-common';
import { FakeClock, until } from './FakeClock';
import { deployedDocument, secretsDocument } from './documents';
import { KnownEntity, knownOf } from '../entities/EntityDirectory';
import { askJson } from '../lib/http';
import { Revisioned, StateDocument } from '../store';
import { VaultServerConfig } from '../sources/vault/config';
import { VaultSource } from '../sources/vault/VaultSource';
import { listening } from './listening';

const taking = (...paths: string[]): Revisioned<StateDocument> => ({
  revision: 1,
  value: secretsDocument(...paths),
});

/** An entity that names its secrets as the community's plugin has it. */
const naming = (
  service: string,
  annotations: Record<string, string>,
): KnownEntity =>
  knownOf({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: service, annotations },
  });

export interface VaultWorld {
  url: string;
  rootToken: string;
  unsealKey: string;
  stop(): Promise<void>;
}

export interface VaultContract {
  world(): VaultWorld;
  start(config?: Partial<VaultServerConfig>): void;
  clock(): FakeClock;
  last(): SourceHealth;
  /** How often anything was said of a service. */
  facts(): number;
  state(wanted: SourceHealth['state']): Promise<void>;
}

/** What holds of the source with any server of Vault: the sandbox's and real ones. */
export function describeVaultSource(
  name: string,
  startVault: () => Promise<VaultWorld>,
  more: (contract: VaultContract) => void = () => {},
) {
  describe(`the Vault source with ${name}`, () => {
    let vault: VaultWorld;
    let clock: FakeClock;
    let documents: Revisioned<StateDocument>[];
    let entities: KnownEntity[];
    let facts: Fact<'vault'>[];
    let health: SourceHealth[];
    let controller: AbortController;
    let running: Promise<void>;

    const call = async (
      path: string,
      body?: unknown,
      method = body === undefined ? 'GET' : 'POST',
    ) => {
      const { status, body: answer } = await askJson({
        url: `${vault.url}/v1/${path}`,
        method,
        body,
        headers: { 'x-vault-token': vault.rootToken },
        signal: AbortSignal.timeout(5_000),
      });
      expect(status).toBeLessThan(300);
      return answer as any;
    };
    const last = () => health.at(-1)!;
    const secrets = () => facts.at(-1)?.value?.secrets ?? [];
    const state = (wanted: SourceHealth['state']) =>
      until(() => last()?.state === wanted);
    /** Lets the source look again. */
    const turn = async (ms = 300_000) => {
      const before = health.length;
      await until(() => clock.waits().length > 0);
      clock.advance(ms);
      await until(() => health.length > before);
    };

    function start(config: Partial<VaultServerConfig> = {}) {
      const source = new VaultSource({
        servers: [
          {
            name: 'main',
            baseUrl: vault.url,
            stores: [/^vault$/],
            auth: { type: 'static', token: vault.rootToken },
            ...config,
          },
        ],
        store: {
          documentsAfter: async (after, _, aspect) =>
            documents.filter(
              ({ revision, value }) =>
                value.aspect === aspect && revision > (after?.revision ?? 0),
            ),
        },
        entities: { entities },
        clock,
        random: () => 0,
        everyMs: 300_000,
      });
      running = source.start(
        listening({
          facts: some => {
            facts.push(...(some as Fact<'vault'>[]));
          },
          health: one => health.push(one),
        }),
        controller.signal,
      );
    }

    beforeAll(async () => {
      vault = await startVault();
      await call('sys/mounts/kv', { type: 'kv', options: { version: '2' } });
      await call('sys/mounts/old', { type: 'kv' });
      await call('kv/data/shop/payments', {
        data: { password: 'planted-secret' },
      });
      await call('kv/data/shop/payments', {
        data: { password: 'planted-secret' },
      });
      await call('kv/metadata/shop/payments', {
        custom_metadata: { expires: '2027-01-31', note: 'planted-secret' },
      });
      await call('kv/data/shop/gone', { data: { a: 'planted-secret' } });
      await call('kv/data/shop/gone', undefined, 'DELETE');
      await call('kv/data/private/key', { data: { a: 'planted-secret' } });
      await call('old/shop/token', { value: 'planted-secret' });
      await call('sys/policies/acl/portal', {
        policy:
          'path "kv/metadata/shop/*" { capabilities = ["read", "list"] }\npath "old/*" { capabilities = ["list"] }',
      });
    }, 300_000);

    afterAll(async () => {
      await vault?.stop();
    });

    beforeEach(() => {
      // A server's own clock goes on.
      clock = new FakeClock(Date.now());
      controller = new AbortController();
      facts = [];
      health = [];
      documents = [taking('kv/shop/payments')];
      entities = [];
    });

    afterEach(async () => {
      controller.abort();
      await running;
      expect(clock.waits()).toEqual([]);
    });

    it('knows versions, times and ends, and nothing of the content', async () => {
      documents = [
        taking(
          'kv/shop/payments',
          'kv/data/shop/payments',
          'kv/shop/gone',
          'kv/shop/nothing',
          'old/shop/token',
          'old/shop/other',
        ),
      ];
      start({ frontendUrl: 'https://vault.example' });
      await state('ok');
      const [payments, spelt, gone, nothing, token, other] = secrets();
      expect(payments.link).toBe(
        'https://vault.example/ui/vault/secrets/kv/show/shop/payments',
      );
      expect(nothing.link).toBeUndefined();
      expect(payments).toMatchObject({
        server: 'main',
        mount: 'kv',
        path: 'shop/payments',
        known: 'data',
        kv: 2,
        version: 2,
        createdAt: expect.stringMatching(/^20..-..-..T/),
        expiresAt: '2027-01-31T00:00:00.000Z',
        secrets: ['from-payments'],
        users: [{ workload: 'api', as: 'environment' }],
      });
      expect(spelt).toMatchObject({ path: 'shop/payments', version: 2 });
      expect(gone).toMatchObject({ known: 'data', version: 1 });
      expect(gone.deletedAt).toMatch(/^20/);
      expect(nothing).toMatchObject({ known: 'absent' });
      expect(token).toMatchObject({ known: 'data', kv: 1 });
      expect(token.createdAt).toBeUndefined();
      expect(other).toMatchObject({ known: 'absent', kv: 1 });
      expect(JSON.stringify([facts, health])).not.toMatch(
        new RegExp(`planted-secret|127\\.0\\.0\\.1|${vault.rootToken}`),
      );
    });

    it('sees a rotation, and what is no longer taken', async () => {
      start();
      await state('ok');
      await call('kv/data/shop/payments', { data: {} });
      await turn(30_000);
      expect(secrets()[0].version).toBe(2);
      await turn();
      expect(secrets()[0].version).toBe(3);
      documents = [{ ...taking(), revision: 2 }];
      facts.length = 0;
      await turn(30_000);
      expect(facts).toEqual([]);
    });

    it('knows what entities name by annotation, wherever they run, beside what is taken', async () => {
      await call('kv/data/shop/deep/er/key', { data: { a: 'planted-secret' } });
      documents = [
        taking('kv/shop/payments'),
        { value: deployedDocument('ledger', []), revision: 2 },
      ];
      const path = 'vault.io/secrets-path';
      entities = [
        naming('ledger', { [path]: 'shop/' }),
        naming('payments', {
          [path]: 'shop/payments, shop/nothing',
          'slipway.dev/environments': 'prod=eu-1/payments-prod',
        }),
        naming('orders', {
          [path]: 'shop',
          'vault.io/secrets-engine': 'old',
          'slipway.dev/environments': 'dev=eu-1/orders',
        }),
        naming('nowhere', { [path]: 'shop' }),
        naming('rude', {
          [path]: '../private,shop/../private,sys?list=true',
          'slipway.dev/environments': 'dev=eu-1/rude',
        }),
      ];
      start({ named: { engine: 'kv', folders: ['*'] } });
      await state('ok');
      const told = Object.fromEntries(
        facts.map(({ subject, value }) => [
          [subject.service, subject.environment, subject.namespace].join('/'),
          value!.secrets,
        ]),
      );
      expect(Object.keys(told).sort()).toEqual([
        'ledger/prod/ledger-prod',
        'orders/dev/orders',
        'payments/prod/payments-prod',
      ]);
      expect(
        told['ledger/prod/ledger-prod'].map(one => one.path).sort(),
      ).toEqual(['shop/deep/er/key', 'shop/gone', 'shop/payments']);
      expect(told['ledger/prod/ledger-prod']).toContainEqual(
        expect.objectContaining({
          path: 'shop/payments',
          named: true,
          secrets: [],
          users: [],
          version: expect.any(Number),
          expiresAt: '2027-01-31T00:00:00.000Z',
        }),
      );
      expect(told['payments/prod/payments-prod']).toMatchObject([
        { path: 'shop/payments', secrets: ['from-payments'] },
        { path: 'shop/nothing', named: true, known: 'absent' },
      ]);
      expect(told['payments/prod/payments-prod'][0].named).toBeUndefined();
      expect(told['orders/dev/orders']).toMatchObject([
        { mount: 'old', path: 'shop/token', kv: 1, named: true },
      ]);
      expect(JSON.stringify(facts)).not.toContain('planted-secret');
    });

    it('asks nothing of a folder that the entity may not name', async () => {
      const path = 'vault.io/secrets-path';
      const environments = { 'slipway.dev/environments': 'dev=eu-1/x' };
      documents = [];
      entities = [
        naming('payments', { [path]: 'shop/payments', ...environments }),
        naming('curious', { [path]: 'shop/payments', ...environments }),
        {
          ...naming('buyer', { [path]: 'shop', ...environments }),
          owners: ['group:default/shop'],
        },
        naming('free', { [path]: 'free/x, ship/x', ...environments }),
      ];
      start({
        named: { engine: 'kv', folders: ['*/{name}', 'kv/{owner}', 'kv/f*'] },
      });
      await state('ok');
      const of = (service: string) =>
        facts.find(({ subject }) => subject.service === service)?.value
          ?.secrets;
      expect(of('payments')).toMatchObject([
        { path: 'shop/payments', known: 'data' },
      ]);
      expect(of('curious')).toEqual([
        {
          server: 'main',
          mount: 'kv',
          path: 'shop/payments',
          kv: 2,
          known: 'denied',
          folder: true,
          secrets: [],
          users: [],
          named: true,
        },
      ]);
      expect(of('buyer')!.length).toBeGreaterThan(1);
      expect(of('free')).toMatchObject([
        { path: 'free/x', known: 'absent' },
        { path: 'ship/x', known: 'denied' },
      ]);
    });

    it('says which folder may not be listed, and loses no other', async () => {
      const { auth } = await call('auth/token/create', {
        policies: ['portal'],
        ttl: '3600',
      });
      entities = [
        naming('orders', {
          'vault.io/secrets-path': 'private,shop/payments',
          'slipway.dev/environments': 'dev=eu-1/orders',
        }),
        naming('far', {
          'vault.io/secrets-path': 'shop',
          'vault.io/secrets-engine': 'hidden',
          'slipway.dev/environments': 'dev=eu-1/far',
        }),
      ];
      documents = [];
      start({
        named: { engine: 'kv', folders: ['*'] },
        auth: { type: 'static', token: auth.client_token },
      });
      await state('ok');
      const of = (service: string) =>
        facts.find(({ subject }) => subject.service === service)?.value
          ?.secrets;
      expect(of('orders')).toMatchObject([
        {
          path: 'private',
          known: 'denied',
          folder: true,
          permission: 'kv/metadata/private',
        },
        { path: 'shop/payments', known: 'data' },
      ]);
      expect(of('far')).toMatchObject([
        { mount: 'hidden', known: 'denied', folder: true },
      ]);
    });

    it('loses one folder where one is denied, and all where the token is no good', async () => {
      documents = [taking('kv/shop/payments', 'kv/private/key')];
      const { auth } = await call('auth/token/create', {
        policies: ['portal'],
        ttl: '3600',
      });
      start({ auth: { type: 'static', token: auth.client_token } });
      await state('ok');
      expect(secrets()).toMatchObject([
        { known: 'data' },
        { known: 'denied', permission: 'kv/metadata/private/key' },
      ]);
      // It ends within the week, and somebody has to know.
      expect(last().reason).toMatch(/token ends at 20/);
      await call('auth/token/revoke', { token: auth.client_token });
      await turn();
      expect(last()).toMatchObject({
        state: 'denied',
        permission: 'a token or role that Vault server main accepts',
      });
    });

    it('signs in once for the life of a token, and again when it was revoked', async () => {
      await call('sys/auth/approle', { type: 'approle' });
      await call('auth/approle/role/portal', {
        token_policies: ['portal'],
        token_ttl: '3600',
      });
      const role = await call('auth/approle/role/portal/role-id');
      const secret = await call('auth/approle/role/portal/secret-id', {});
      const approle = {
        type: 'approle' as const,
        path: 'approle',
        roleId: role.data.role_id,
        secretId: secret.data.secret_id,
      };
      start({ auth: approle });
      await state('ok');
      await turn();
      expect(secrets()).toMatchObject([{ known: 'data' }]);
      controller.abort();
      await running;

      controller = new AbortController();
      start({ auth: { ...approle, secretId: 'wrong' } });
      await state('denied');
      expect(last().reason).toMatch(/^the login answered 4/);
    });

    it('says that it is sealed', async () => {
      start();
      await state('ok');
      await call('sys/seal', {});
      try {
        await turn();
        expect(last()).toMatchObject({
          state: 'unreachable',
          reason: 'it is sealed',
        });
      } finally {
        await call('sys/unseal', { key: vault.unsealKey });
      }
      await turn();
      expect(last().state).toBe('ok');
    });

    more({
      world: () => vault,
      start,
      clock: () => clock,
      last,
      facts: () => facts.length,
      state,
    });
  });
}
