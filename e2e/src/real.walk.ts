/* eslint-disable @backstage/no-relative-monorepo-imports -- what happens to the real servers is said once, where they are */
import type { Locator } from 'playwright-core';
import { Client } from '../../real/src/contract/client';
import { deploy } from '../../real/src/platform/service';
import {
  changeByHand,
  limitPods,
  runNow,
} from '../../real/src/platform/troubles';
import { describeReal, withArgocd } from '../../real/src/realHalf';
import { openService, picture, signIn } from './pages';
import { startReal } from './portal';
import { before, type Walking } from './walking';

const NAME = 'parcels';
const NAMESPACE = `${NAME}-dev`;

// The pages on real servers: what the portal's API says of them is held to the truth in `real/src/walk.real.test.ts`.
describeReal(
  'On real servers',
  () => {
    let walking: Omit<Walking, 'addresses'>;
    let portal: string;
    let cluster: Client;
    let commit: (environment: string, tag: string) => Promise<string>;

    const says = (text: RegExp): Promise<void> =>
      walking.page.getByText(text).first().waitFor({ timeout: 90_000 });
    const saysNoMore = (text: RegExp): Promise<void> =>
      walking.page
        .getByText(text)
        .first()
        .waitFor({ state: 'detached', timeout: 90_000 });
    const open = (): Promise<Locator> =>
      openService(walking.page, portal, NAME);

    beforeAll(async () => {
      const { said, stop } = await startReal();
      walking = await before(1440, stop);
      const of = (name: string) => said.variables[`SLIPWAY_${name}`];
      portal = said.addresses.portal;
      cluster = new Client({
        url: of('KUBERNETES_URL'),
        token: of('KUBERNETES_TOKEN'),
        ca: Buffer.from(of('KUBERNETES_CA'), 'base64').toString(),
      });
      const gitea = {
        url: of('GITEA_URL'),
        username: of('GITEA_USERNAME'),
        password: of('GITEA_PASSWORD'),
      };
      commit = (environment, tag) => deploy(gitea, NAME, environment, tag);
      await signIn(walking.page, portal);
    }, 900_000);

    afterAll(() => walking?.stop(), 60_000);

    it('a service that the template made runs, and its page says so', async () => {
      await open();
      await says(/dev and prod run 0\.1\.1/);
      await picture(walking.page, 'real-1-runs');
    }, 180_000);

    it('a version that crashes is seen to crash, and the next one to run', async () => {
      await commit('dev', '0.1.2-gdead000');
      await says(
        /dev restarts again and again: container main ends with exit code 1/,
      );
      await picture(walking.page, 'real-2-crashes');
      await commit('dev', '0.1.3-gabcdef1');
      await saysNoMore(/dev restarts again and again/);
      await says(/0\.1\.3/);
    }, 240_000);

    it('a quota that refuses is named, until it does no more', async () => {
      const undo = await limitPods(cluster, NAMESPACE, 1);
      await commit('dev', '0.1.4-gabcdef2');
      await says(/a quota refuses new pods in dev/);
      await picture(walking.page, 'real-3-quota');
      await undo();
      await saysNoMore(/a quota refuses new pods in dev/);
    }, 240_000);

    it('a backup that fails is told, until one succeeds', async () => {
      const backup = `${NAME}-db-backup`;
      await runNow(
        cluster,
        NAMESPACE,
        backup,
        'by-hand-1',
        'tools/dump:1-gdead',
      );
      await says(/The last backup of db in dev failed/);
      await picture(walking.page, 'real-4-backup');
      await runNow(cluster, NAMESPACE, backup, 'by-hand-2');
      await saysNoMore(/The last backup of db in dev failed/);
    }, 240_000);

    it('what somebody changed by hand is told, on the fleet page as well', async () => {
      await changeByHand(cluster, NAMESPACE, NAME);
      const text = /dev differs from Git: somebody changed an object by hand/;
      await says(text);
      await picture(walking.page, 'real-5-drift');
      await walking.page.getByRole('link', { name: 'Fleet' }).click();
      await walking.page
        .getByRole('table')
        .getByRole('row')
        .filter({
          has: walking.page.getByRole('link', { name: NAME, exact: true }),
        })
        .getByText(text)
        .first()
        .waitFor({ timeout: 90_000 });
      await picture(walking.page, 'real-5-fleet');
    }, 240_000);

    it('no page failed on the way', () => {
      expect(walking.problems).toEqual([]);
    });
  },
  [...withArgocd, 'vault'],
);
