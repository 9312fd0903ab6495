import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { git } from './git';
import {
  deploymentsCard,
  environment,
  openService,
  picture,
  signIn,
} from './pages';
import { clearFaults, setFault, type Addresses } from './portal';
import { startWalking, type Walking } from './walking';

// What a developer does with services that run. The steps build on each other.
describe('The day of a service', () => {
  const NAME = 'notify';
  let walking: Walking;
  let addresses: Addresses;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    walking = await startWalking(1440);
    ({ addresses, page, folder } = walking);
    await signIn(page, addresses.portal);
  }, 600_000);

  // A fault of one step is not the next one's.
  afterEach(async () => {
    if (addresses) {
      await clearFaults(addresses);
    }
  });

  afterAll(() => walking?.stop(), 60_000);

  it('1: a pushed tag shows within seconds; a broken cluster keeps its last state, and is fresh again when mended', async () => {
    const clone = join(folder, 'payments');
    await git(folder, 'clone', '-q', `${addresses.gitea}/shop/payments.git`);
    const overlay = join(clone, 'deploy/overlays/dev/kustomization.yaml');
    const text = await readFile(overlay, 'utf8');
    const tags = (
      await git(clone, 'log', '--format=', '-p', '--', 'deploy/overlays/dev')
    ).match(/newTag: "?(0\.1\.\d+-g[0-9a-f]+)/g)!;
    const current = /newTag: "?(0\.1\.\d+-g[0-9a-f]+)/.exec(text)![1];
    const before = tags
      .map(tag => tag.replace(/newTag: "?/, ''))
      .find(tag => tag !== current)!;
    const version = before.replace(/-g.*/, '');

    const card = await openService(page, addresses.portal, 'payments');
    const dev = environment(card, 'dev');
    await dev.getByText(current.replace(/-g.*/, ''), { exact: true }).waitFor();
    await writeFile(overlay, text.replace(current, before));
    await git(clone, 'commit', '-qam', `Roll dev back to ${version}`);
    const remote = new URL(`${addresses.gitea}/shop/payments.git`);
    remote.username = 'slipway';
    remote.password = 'sandbox';
    await git(clone, 'push', '-q', remote.href, 'HEAD:main');
    await dev.getByText(version, { exact: true }).waitFor({ timeout: 30_000 });
    await dev.getByText('1 of 1 ready').waitFor();
    await picture(page, 'day-1-pushed');

    await setFault(addresses, 'kubernetes/local', 'refuse');
    await dev.getByText(/as of/).waitFor({ timeout: 60_000 });
    await dev.getByText(version, { exact: true }).waitFor();
    await card.getByText(/dev cannot be read/).waitFor();
    await picture(page, 'day-1-broken');

    await clearFaults(addresses);
    await dev
      .getByText(/as of/)
      .waitFor({ state: 'detached', timeout: 90_000 });
    await picture(page, 'day-1-mended');
  }, 300_000);

  it('2: the fleet page lists a service among the others, follows a broken cluster, and hands out what it shows', async () => {
    await page.getByRole('link', { name: 'Fleet' }).click();
    const table = page.getByRole('table');
    const row = (name: string) =>
      table.getByRole('row').filter({
        has: page.getByRole('link', { name, exact: true }),
      });
    await row(NAME).waitFor();
    await row('ledger')
      .getByText(/cannot pull the image/)
      .waitFor();
    await picture(page, 'day-2-fleet');

    await setFault(addresses, 'kubernetes/local', 'refuse');
    await row(NAME)
      .getByText('local does not answer, dev is as it was')
      .waitFor({ timeout: 90_000 });
    await picture(page, 'day-2-broken');
    await clearFaults(addresses);
    await row(NAME)
      .getByText('local does not answer, dev is as it was')
      .waitFor({ state: 'detached', timeout: 90_000 });

    await page.getByRole('button', { name: /degraded/i }).click();
    await row(NAME).waitFor({ state: 'detached' });
    await row('ledger').waitFor();
    expect(new URL(page.url()).searchParams.get('worst')).toBe('degraded');
    // What is in the address is there again when it is opened anew.
    await page.reload();
    await row('ledger').waitFor();
    expect(await row(NAME).count()).toBe(0);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const csv = await readFile(await file.path(), 'utf8');
    expect(csv).toMatch(/^component:default\/ledger,.*,staging,/m);
    expect(csv).not.toContain(NAME);

    for (const [tab, text] of [
      ['Quotas', 'payments-prod'],
      ['Backups', 'ledger'],
      ['Sources', 'kubernetes/eu-1'],
    ]) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('table').getByText(text).first().waitFor();
      await picture(page, `day-2-${tab.toLowerCase()}`);
    }
  }, 300_000);

  it('3: the tab of a service tells what happened to it', async () => {
    await page.goto(
      `${addresses.portal}/catalog/default/component/payments/slipway`,
    );
    const sections = page.getByRole('navigation', { name: 'Sections' });
    await sections.getByRole('link', { name: /Quotas/ }).click();
    await page
      .getByRole('region', { name: 'Quotas' })
      .getByText('payments-prod on eu-1')
      .waitFor();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByRole('radio', { name: 'dev' }).click();
    await timeline.getByText(/deploys? to dev in 30 days/).waitFor();
    // The roll back of step 1.
    await timeline
      .getByRole('button', { name: /^dev: payments 0\.1\.\d+ → 0\.1\.\d+/ })
      .last()
      .focus();
    await timeline.getByRole('status').getByText(/→/).waitFor();
    await page
      .getByRole('region', { name: 'Delivery metrics' })
      .getByText('Lead time')
      .waitFor();
    await picture(page, 'day-3-tab');
  }, 120_000);

  it('4: a version goes back and on again by pull requests, from card to card', async () => {
    /** Through the form that a link has filled in, to the pull request, and merges it. */
    const merge = async (shown: string) => {
      await picture(page, `day-4-${shown}-form`);
      await page.getByRole('button', { name: 'Review' }).click();
      const open = page.getByRole('button', { name: 'Open the pull request' });
      await open.waitFor();
      await picture(page, `day-4-${shown}-review`);
      await open.click();
      const asked = page.getByRole('link', { name: 'Pull request' }).first();
      await asked.waitFor({ timeout: 60_000 });
      await picture(page, `day-4-${shown}-task`);
      await page.goto((await asked.getAttribute('href'))!);
      await page.getByRole('button', { name: 'Merge' }).click();
      const card = await openService(page, addresses.portal, 'payments');
      return environment(card, 'prod');
    };
    const card = await openService(page, addresses.portal, 'payments');
    // Step 1 has made dev the older one, and nobody promotes backwards.
    await environment(card, 'dev')
      .getByRole('link', { name: /^Roll back/ })
      .waitFor();
    expect(await card.getByRole('link', { name: /^Promote/ }).count()).toBe(0);
    await picture(page, 'day-4-card');

    const back = environment(card, 'prod').getByRole('link', {
      name: /^Roll back to 0\.1\.\d+ in prod$/,
    });
    const older = /0\.1\.\d+/.exec(await back.innerText())![0];
    await back.click();
    await page.getByLabel(/^Tag/).waitFor();
    expect(await page.getByLabel(/^Tag/).inputValue()).toMatch(
      new RegExp(`^${older}-g`),
    );
    const rolledBack = await merge('back');
    await rolledBack.getByText(older, { exact: true }).waitFor();
    await rolledBack.getByText('3 of 3 ready').waitFor();

    const promote = (await deploymentsCard(page)).getByRole('link', {
      name: /^Promote to prod: 0\.1\.\d+ from staging$/,
    });
    await promote.waitFor({ timeout: 60_000 });
    const [, newer] = / (0\.1\.\d+) /.exec(
      (await promote.getAttribute('aria-label'))!,
    )!;
    await picture(page, 'day-4-promote');
    await promote.click();
    await page.getByLabel(/^From/).waitFor();
    expect(await page.getByLabel(/^From/).inputValue()).toBe('staging');
    const promoted = await merge('on');
    await promoted.getByText(newer, { exact: true }).waitFor();
    await promoted.getByText('3 of 3 ready').waitFor();
    await picture(page, 'day-4-promoted');
  }, 300_000);

  it('5: what a pod said last before it failed is a click away', async () => {
    const card = await openService(page, addresses.portal, 'returns');
    await card
      .getByRole('button', { name: /^Last log lines of pod returns-/ })
      .click();
    const dialog = page.getByRole('dialog', {
      name: /^Last lines of container/,
    });
    await dialog.getByText('Of the run that ended last').waitFor();
    await dialog.getByText(/connection refused/).waitFor();
    await picture(page, 'day-5-log', false);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
  }, 120_000);

  it('6: a restart is asked for once more, and seen to happen', async () => {
    await page.goto(
      `${addresses.portal}/catalog/default/component/notify/slipway`,
    );
    const row = page
      .getByRole('region', { name: 'Deployments' })
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: 'Restart prod' }) });
    await row.getByText(/^(\d+) of \1 ready$/).waitFor();
    await row.getByRole('button', { name: 'Restart prod' }).click();
    const dialog = page.getByRole('dialog', { name: 'Restart prod' });
    await picture(page, 'day-6-restart', false);
    await dialog.getByRole('button', { name: 'Restart' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.getByText('In progress').waitFor();
    await row.getByText('Healthy').waitFor({ timeout: 60_000 });
  }, 120_000);

  it('no page failed on the way', () => {
    expect(walking.problems).toEqual([]);
  });
});
