import { mkdtemp, rm, writeFile } from 'fs/promises';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { FakeClock } from './__testUtils__/FakeClock';
import { KubernetesStub, json } from './__testUtils__/KubernetesStub';
import { changingConfig, configured } from './__testUtils__/configured';
import { MENDED_MS, livingPortal } from './__testUtils__/livingPortal';

// Real sockets on a busy machine: what is asserted is the injected clock's time alone.
jest.setTimeout(60_000);

describe('While the portal runs', () => {
  const world = livingPortal();
  const { becomes, begin, instance, server, settings, take, told, turn, well } =
    world;

  describe('a credential that is no longer accepted', () => {
    it('of Argo CD is told, and one that is given instead is used at once', async () => {
      const keys = new Set(['first']);
      world.argocd.doorman = ({ headers }) => {
        const known = keys.has(`${headers.authorization}`.slice(7));
        headers.authorization = 'Bearer sandbox-argocd';
        return known ? undefined : 401;
      };
      await begin(settings([instance('main', 'first')]));
      await well();
      await turn(3_000);
      const { open } = world.argocd;

      keys.clear();
      keys.add('second');
      const denied = await becomes('argocd/main/delivery', 'denied');
      expect(denied).toMatchObject({
        reason: 'answered 401',
        permission: expect.stringContaining('Argo CD main'),
      });
      const heardAt = denied.heardAt!;
      // The stream that was open when it was taken away is no proof of anything.
      const before = world.argocd.requests;
      await turn(120_000);
      expect((world.argocd.requests - before) / 120 / 2).toBeLessThanOrEqual(
        0.22,
      );
      expect(await told('delivery')).toMatchObject({
        answer: 'denied',
        lastKnown: { value: { deliveries: [{ name: 'payments-dev' }] } },
      });
      expect(
        (await world.portal.health())['argocd/main/delivery'].heardAt,
      ).toBe(heardAt);

      world.change(settings([instance('main', 'second')]));
      await becomes('argocd/main/delivery', 'ok');
      await turn(3_000);
      expect(world.argocd.open).toBeLessThanOrEqual(open + 1);
      expect(await told('delivery')).toMatchObject({ answer: 'data' });
    });

    it('of Vault is told as the server’s matter, and not as that of the paths that are read with it', async () => {
      const keys = new Set(['first']);
      world.vault.doorman = ({ headers, url }) => {
        const known =
          url!.endsWith('/seal-status') ||
          keys.has(`${headers['x-vault-token']}`);
        headers['x-vault-token'] = 'sandbox-vault';
        return known ? undefined : 403;
      };
      const withToken = (secret: string) =>
        settings(undefined, [server('main', { secret })]);
      await begin(withToken('first'));
      await well();
      const before = await told('vault', 'far');
      expect(before.answer).toBe('data');

      keys.clear();
      keys.add('second');
      // It shows when it is used the next time.
      await take('secret/shop/db', 'secret/shop/other');
      const denied = await becomes('vault/main', 'denied');
      expect(denied).toMatchObject({
        reason: 'answered 403',
        permission: 'a token or role that Vault server main accepts',
      });
      const asking = world.vault.requests;
      await turn(120_000);
      expect((world.vault.requests - asking) / 120 / 2).toBeLessThanOrEqual(
        0.22,
      );
      const { value } = before as Extract<typeof before, { answer: 'data' }>;
      expect(await told('vault', 'far')).toMatchObject({
        answer: 'denied',
        lastKnown: { value },
      });

      world.change(withToken('second'));
      await becomes('vault/main', 'ok');
      expect(await told('vault', 'far')).toMatchObject({
        answer: 'data',
        value: { secrets: [...value.secrets, { path: 'shop/other' }] },
      });
    });

    it('of a login to Vault is fetched anew, without a word from anybody', async () => {
      const root = async (path: string, body?: object) => {
        const response = await fetch(
          `${world.sandbox.addresses.vault}/v1/${path}`,
          {
            method: body ? 'POST' : 'GET',
            headers: { 'x-vault-token': 'sandbox-vault' },
            ...(body && { body: JSON.stringify(body) }),
          },
        );
        return response.status === 204 ? {} : ((await response.json()) as any);
      };
      await root('sys/auth/approle', { type: 'approle' });
      await root('sys/policies/acl/portal', {
        policy: 'path "secret/metadata/*" { capabilities = ["read"] }',
      });
      const role = 'auth/approle/role/portal';
      await root(role, { token_policies: ['portal'], token_ttl: '3600' });
      const { role_id } = (await root(`${role}/role-id`)).data;
      const { secret_id } = (await root(`${role}/secret-id`, {})).data;
      const seen = new Set<string>();
      const revoked = new Set<string>();
      world.vault.doorman = ({ headers }) => {
        const token = `${headers['x-vault-token'] ?? ''}`;
        seen.add(token);
        return token && revoked.has(token) ? 403 : undefined;
      };
      const auth = { type: 'approle', roleId: role_id, secretId: secret_id };
      await begin(settings(undefined, [server('main', auth)]));
      await well();
      const logins = () =>
        world.vault.asked.filter(url => url.endsWith('/login')).length;
      expect(logins()).toBe(1);
      const known = (await world.portal.store.documentsOf('payments')).find(
        ({ value }) => value.aspect === 'vault',
      );

      seen.forEach(token => revoked.add(token));
      await turn(300_000 + MENDED_MS, async () => logins() > 1);
      await becomes('vault/main', 'ok');
      expect(logins()).toBe(2);
      expect(
        (await world.portal.store.documentsOf('payments')).find(
          ({ value }) => value.aspect === 'vault',
        ),
      ).toEqual(known);
    });

    it('of a cluster is told of all of it, and its watches that were open are given up', async () => {
      await begin();
      await well();
      await turn(3_000);
      const watches = world.clusters.watches.size;
      const { open } = world.clusters;
      const refuse: KubernetesStub['onList'] = (_, res) => {
        json(res, 401, { kind: 'Status', code: 401 });
        return true;
      };
      world.clusters.onList = refuse;
      world.clusters.onWatch = refuse;
      const refusedAt = world.clock.now();
      const denied = await becomes('kubernetes/eu-1', 'denied');
      expect(denied).toMatchObject({ reason: 'answered 401' });
      expect(world.clusters.watches.size).toBe(0);
      const before = world.clusters.requests.length;
      await turn(120_000);
      // One asks for all that read it; the other is the list of clusters.
      const rate = (world.clusters.requests.length - before) / 120 / 2;
      expect(rate).toBeLessThanOrEqual(0.22);
      const answer = await told('deployments');
      expect(answer).toMatchObject({ answer: 'denied', lastKnown: {} });
      const { lastKnown } = answer as { lastKnown: { at: string } };
      expect(Date.parse(lastKnown.at)).toBeLessThanOrEqual(refusedAt);
      world.clusters.onList = undefined;
      world.clusters.onWatch = undefined;
      await becomes('kubernetes/eu-1', 'ok');
      await turn(3_000);
      expect(world.clusters.watches.size).toBe(watches);
      // All of them asked in the same moment, and what they asked by waits to be used again.
      expect(world.clusters.open).toBeLessThanOrEqual(open + watches);
    });
  });

  it('a right that is taken away of a cluster is told, though the watch that it opened goes on', async () => {
    await begin();
    await well();
    await turn(3_000);
    const watches = world.clusters.watches.size;
    const before = await told('deployments');
    const refuse: KubernetesStub['onList'] = ({ path }, res) => {
      const refused = path.endsWith('/pods');
      if (refused) {
        json(res, 403, { kind: 'Status', code: 403 });
      }
      return refused;
    };
    world.clusters.onList = refuse;
    world.clusters.onWatch = refuse;
    // Five kinds are watched, and each has its turn in ten seconds.
    const denied = await becomes('kubernetes/eu-1', 'denied', 60_000);
    expect(denied.permission).toBe('list and watch pods on cluster eu-1');
    expect(await told('deployments')).toMatchObject({
      answer: 'denied',
      lastKnown: { value: (before as { value: object }).value },
    });
    // The others are read on.
    expect(world.clusters.watches.size).toBe(watches - 1);
    expect((await world.portal.health())['kubernetes/eu-1/quota'].state).toBe(
      'ok',
    );
    world.clusters.onList = undefined;
    world.clusters.onWatch = undefined;
    await becomes('kubernetes/eu-1', 'ok');
    expect(await told('deployments')).toMatchObject({ answer: 'data' });
    expect(world.clusters.watches.size).toBe(watches);
  });
});

describe('The token of a service account', () => {
  it('is read from its file for each login to Vault, since it is rotated there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-token-'));
    const file = join(folder, 'token');
    const logins: string[] = [];
    let accepted = 'first';
    const tokens = new Set<string>();
    const server = createServer((req, res) => {
      const path = req.url!.replace('/v1/', '');
      if (path === 'auth/kubernetes/login') {
        let text = '';
        req.on('data', part => {
          text += part;
        });
        req.on('end', () => {
          const { jwt } = JSON.parse(text);
          logins.push(jwt);
          tokens.add(jwt);
          const auth = { client_token: jwt, lease_duration: 60 };
          json(res, jwt === accepted ? 200 : 403, { auth });
        });
      } else if (path === 'sys/seal-status') {
        json(res, 200, { sealed: false });
      } else {
        const good = req.headers['x-vault-token'] === accepted;
        json(res, good ? 200 : 403, good ? { data: { secret: {} } } : {});
      }
    }).listen(0, '127.0.0.1');
    await new Promise(done => {
      server.on('listening', done);
    });
    await writeFile(file, 'first\n');
    const clusters = await KubernetesStub.start();
    const clock = new FakeClock();
    const { port } = server.address() as AddressInfo;
    const auth = {
      type: 'kubernetes',
      role: 'portal',
      serviceAccountTokenPath: file,
    };
    const { config } = changingConfig({
      slipway: {
        sources: {
          vault: {
            every: { seconds: 30 },
            servers: [
              { name: 'main', baseUrl: `http://127.0.0.1:${port}`, auth },
            ],
          },
        },
      },
    });
    const portal = await configured({ config, clusters, clock });
    const state = async () => (await portal.health())['vault/main']?.state;
    const turnUntil = async (wanted: string, ms = 60_000) => {
      const begun = clock.now();
      while (clock.now() - begun < ms && (await state()) !== wanted) {
        await new Promise(resolve => setTimeout(resolve, 10));
        clock.advance(1_000);
      }
      expect(await state()).toBe(wanted);
      return clock.now() - begun;
    };
    await turnUntil('ok');
    expect(logins).toEqual(['first']);
    accepted = 'second';
    await turnUntil('denied');
    await writeFile(file, 'second\n');
    expect(await turnUntil('ok')).toBeLessThanOrEqual(MENDED_MS);
    expect(logins.at(-1)).toBe('second');
    await portal.stop();
    await clusters.stop();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
});
