import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { git, runIfThere } from './git';
import {
  choose,
  deploymentsCard,
  environment,
  openService,
  picture,
  signIn,
  watchText,
} from './pages';
import { clearFaults, setFault, setQuota, type Addresses } from './portal';
import { startWalking, type Walking } from './walking';

// The whole way, as a developer walks it: from the form to a live card. The steps build on each other.
describe('From the form to a live card', () => {
  const NAME = 'parcels';
  let walking: Walking;
  let addresses: Addresses;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    walking = await startWalking(1440);
    ({ addresses, page, folder } = walking);
  }, 600_000);

  // A fault of one step is not the next one's.
  afterEach(async () => {
    if (addresses) {
      await clearFaults(addresses);
    }
  });

  afterAll(() => walking?.stop(), 60_000);

  it('1: a guest sees the fleet that the sandbox runs, one service of it degraded', async () => {
    await signIn(page, addresses.portal);
    await page.goto(
      `${addresses.portal}/catalog?filters[kind]=component&filters[user]=all`,
    );
    for (const name of ['payments', 'ledger', 'checkout', 'notify']) {
      await page.getByRole('link', { name, exact: true }).first().waitFor();
    }
    await picture(page, '1-catalog');

    const healthy = await openService(page, addresses.portal, 'payments');
    await healthy.getByText(/dev, staging and prod run 0\.1\.\d+/).waitFor();
    const attention = page.getByRole('region', {
      name: 'What needs attention',
    });
    await attention
      .getByRole('link', {
        name: 'prod can scale to 7 of 10: memory ends first',
      })
      .click();
    const quotas = page.getByRole('region', { name: 'Quotas' });
    await quotas
      .getByText('prod can scale to 7 of 10: memory ends first')
      .waitFor();
    await picture(page, '1-payments');

    // The platform team gives more, and the open page sees it.
    await setQuota(addresses, 'payments-prod', 'platform', {
      'requests.cpu': '3',
      'requests.memory': '2Gi',
      pods: '20',
    });
    await quotas.getByText('prod can scale to all 10 replicas').waitFor();
    await attention
      .getByRole('link', { name: /prod can scale to 7 of 10/ })
      .waitFor({ state: 'detached' });

    const degraded = await openService(page, addresses.portal, 'ledger');
    await degraded.getByText('staging is degraded').waitFor();
    await degraded.getByText(/cannot pull the image/).waitFor();
    await picture(page, '1-ledger');
  }, 120_000);

  it('2: the form refuses a bad name at the field, with the rule', async () => {
    await page.goto(`${addresses.portal}/create`);
    await page.getByText('HTTP API').first().waitFor();
    await picture(page, '2-templates');
    await page.goto(`${addresses.portal}/create/templates/default/http-api`);
    const field = page.getByLabel('Name', { exact: false }).first();
    await field.fill('Parcels & Co: {x}');
    await page
      .locator('[aria-live=polite]', { hasText: 'lower-case letters' })
      .waitFor();
    await picture(page, '2-bad-name');

    await choose(page, /Owner/, /Payments team/);
    await field.fill(NAME);
    await page.getByText('Owned by group:default/team-pay').waitFor();
    await field.fill('payments');
    await page.getByRole('button', { name: 'Review' }).click();
    await page
      .getByText(/already a component 'payments'/)
      .first()
      .waitFor();
    await picture(page, '2-taken-name');
    await field.fill(NAME);
  }, 120_000);

  it('2: the preview follows the form, and tells what cannot be', async () => {
    const preview = page.getByRole('region', { name: 'What you will get' });
    await preview.getByText(`# ${NAME}`).waitFor();
    await page.getByText('dev on local, staging on eu-1').click();
    const [dev] = await page
      .getByRole('textbox', { name: 'Environment' })
      .all();
    await dev.fill('Dev');
    await preview.getByText('Nothing can be made of this yet').waitFor();
    await page.getByRole('button', { name: 'Review' }).click();
    // The form's own refusal: what is typed before it has come, the form sets back.
    await page
      .getByText(/'What you will get' 'Dev' is no environment name/)
      .waitFor();
    await picture(page, '2-refused');
    await dev.fill('dev');

    await page.getByText('System, Description').click();
    await choose(page, /System/, /shop/);
    await page.getByText('System: system:default/shop').waitFor();
    await page
      .getByLabel(/^Description/)
      .fill('Tells where a parcel is: "now", and $(when) it comes');
    await preview.getByText(/the last change changed \d+/).waitFor();
    await preview.getByRole('button', { name: /^slipway.yaml/ }).click();
    await preview.getByText('system: system:default/shop').waitFor();
    await picture(page, '2-form');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).waitFor();
    await picture(page, '2-review');
  }, 120_000);

  it('3: the task renders, checks, publishes, registers, and links to what it made', async () => {
    await page.getByRole('button', { name: 'Create' }).click();
    const repository = page.getByRole('link', { name: 'Repository' });
    await repository.waitFor({ timeout: 120_000 });
    await picture(page, '3-task');
    expect(await repository.getAttribute('href')).toBe(
      `${addresses.gitea}/shop/${NAME}`,
    );
    expect(
      await page.getByRole('link', { name: 'Deployment' }).getAttribute('href'),
    ).toContain(`${addresses.argocd}/applications/`);
    await page.getByRole('link', { name: 'In the catalog' }).waitFor();
  }, 150_000);

  it('5: the card goes from waiting through in progress to healthy, without a reload', async () => {
    await page.getByRole('link', { name: 'In the catalog' }).click();
    const card = await deploymentsCard(page);
    const watched = await watchText(page);
    await picture(page, '5-first-sight');
    await card
      .getByText(/dev, staging and prod run 0\.1\.1/)
      .waitFor({ timeout: 120_000 });
    await picture(page, '5-healthy');

    const seen = (await watched.seen()).join('\n');
    expect(seen).toContain('waiting for the first build');
    expect(seen).toMatch(/moving to 0\.1\.1|In progress/);
    for (const [name, pods] of [
      ['dev', 1],
      ['staging', 2],
      ['prod', 3],
    ] as const) {
      const shown = environment(card, name);
      await shown.getByText('0.1.1', { exact: true }).waitFor();
      await shown.getByText(`${pods} of ${pods} ready`).waitFor();
      await shown.getByRole('link', { name: /^Commit [0-9a-f]{7}$/ }).waitFor();
    }
  }, 180_000);

  it('4: the repository holds a real service that builds', async () => {
    const clone = join(folder, NAME);
    await git(folder, 'clone', '-q', `${addresses.gitea}/shop/${NAME}.git`);
    const files = (
      await readdir(clone, { recursive: true, withFileTypes: true })
    )
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(clone.length + 1));
    expect(files).toEqual(
      expect.arrayContaining([
        '.github/workflows/ci.yaml',
        '.slipway/lock',
        '.slipway/pristine',
        'Dockerfile',
        'README.md',
        'Tiltfile',
        'catalog-info.yaml',
        'cmd/server/main.go',
        'cmd/server/main_test.go',
        'deploy/argocd/prod.yaml',
        'deploy/base/kustomization.yaml',
        'deploy/overlays/dev/kustomization.yaml',
        'deploy/overlays/prod/kustomization.yaml',
        'deploy/overlays/staging/kustomization.yaml',
        'go.mod',
        'slipway.yaml',
      ]),
    );
    expect(await readFile(join(clone, 'slipway.yaml'), 'utf8')).toContain(
      'Tells where a parcel is: "now", and $(when) it comes',
    );
    const vetted = await runIfThere('go', ['vet', './...'], clone);
    const tested = await runIfThere('go', ['test', './...'], clone);
    if (vetted === undefined || tested === undefined) {
      process.stderr.write(
        'go vet and go test: not run, there is no Go here\n',
      );
    } else {
      expect(tested).toContain('ok');
    }
  }, 300_000);

  it('6: a pushed tag shows within seconds; a broken cluster keeps its last state, and is fresh again when mended', async () => {
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
    await picture(page, '6-pushed');

    await setFault(addresses, 'kubernetes/local', 'refuse');
    await dev.getByText(/as of/).waitFor({ timeout: 60_000 });
    await dev.getByText(version, { exact: true }).waitFor();
    await card.getByText(/dev cannot be read/).waitFor();
    await picture(page, '6-broken');

    await clearFaults(addresses);
    await dev
      .getByText(/as of/)
      .waitFor({ state: 'detached', timeout: 90_000 });
    await picture(page, '6-mended');
  }, 300_000);

  it('7: the Kubernetes tab and the Argo CD card show the same service, unconfigured', async () => {
    await openService(page, addresses.portal, NAME);
    await page.getByText('ArgoCD overview').waitFor();
    await page.getByText(`${NAME}-prod`).first().waitFor();
    await picture(page, '7-argocd');
    await page.getByRole('link', { name: 'Kubernetes' }).click();
    await page.getByText('Your Clusters').waitFor();
    await page
      .getByText(/1 pods?/)
      .first()
      .waitFor();
    await picture(page, '7-kubernetes');
  }, 120_000);

  it('8: the fleet page lists it among the others, follows a broken cluster, and hands out what it shows', async () => {
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
    await picture(page, '8-fleet');

    await setFault(addresses, 'kubernetes/local', 'refuse');
    await row(NAME)
      .getByText('local does not answer, dev is as it was')
      .waitFor({ timeout: 90_000 });
    await picture(page, '8-broken');
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
      await picture(page, `8-${tab.toLowerCase()}`);
    }
  }, 300_000);

  it('9: the tab of a service tells what happened to it', async () => {
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
    // The roll back of step 6.
    await timeline
      .getByRole('button', { name: /^dev: payments 0\.1\.\d+ → 0\.1\.\d+/ })
      .last()
      .focus();
    await timeline.getByRole('status').getByText(/→/).waitFor();
    await page
      .getByRole('region', { name: 'Delivery metrics' })
      .getByText('Lead time')
      .waitFor();
    await picture(page, '9-tab');
  }, 120_000);

  it('10: a version goes back and on again by pull requests, from card to card', async () => {
    /** Through the form that a link has filled in, to the pull request, and merges it. */
    const merge = async (shown: string) => {
      await picture(page, `10-${shown}-form`);
      await page.getByRole('button', { name: 'Review' }).click();
      const open = page.getByRole('button', { name: 'Open the pull request' });
      await open.waitFor();
      await picture(page, `10-${shown}-review`);
      await open.click();
      const asked = page.getByRole('link', { name: 'Pull request' }).first();
      await asked.waitFor({ timeout: 60_000 });
      await picture(page, `10-${shown}-task`);
      await page.goto((await asked.getAttribute('href'))!);
      await page.getByRole('button', { name: 'Merge' }).click();
      const card = await openService(page, addresses.portal, 'payments');
      return environment(card, 'prod');
    };
    const card = await openService(page, addresses.portal, 'payments');
    // Step 6 has made dev the older one, and nobody promotes backwards.
    await environment(card, 'dev')
      .getByRole('link', { name: /^Roll back/ })
      .waitFor();
    expect(await card.getByRole('link', { name: /^Promote/ }).count()).toBe(0);
    await picture(page, '10-card');

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
    await picture(page, '10-promote');
    await promote.click();
    await page.getByLabel(/^From/).waitFor();
    expect(await page.getByLabel(/^From/).inputValue()).toBe('staging');
    const promoted = await merge('on');
    await promoted.getByText(newer, { exact: true }).waitFor();
    await promoted.getByText('3 of 3 ready').waitFor();
    await picture(page, '10-promoted');
  }, 300_000);

  it('11: what a pod said last before it failed is a click away', async () => {
    const card = await openService(page, addresses.portal, 'returns');
    await card
      .getByRole('button', { name: /^Last log lines of pod returns-/ })
      .click();
    const dialog = page.getByRole('dialog', {
      name: /^Last lines of container/,
    });
    await dialog.getByText('Of the run that ended last').waitFor();
    await dialog.getByText(/connection refused/).waitFor();
    await picture(page, '11-log', false);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
  }, 120_000);

  it('12: a restart is asked for once more, and seen to happen', async () => {
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
    await picture(page, '12-restart', false);
    await dialog.getByRole('button', { name: 'Restart' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.getByText('In progress').waitFor();
    await row.getByText('Healthy').waitFor({ timeout: 60_000 });
  }, 120_000);

  it('no page failed on the way', () => {
    expect(walking.problems).toEqual([]);
  });
});
