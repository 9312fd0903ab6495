import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { git, runIfThere } from './git';
import {
  choose,
  deploymentsCard,
  environment,
  isTaken,
  openService,
  picture,
  signIn,
  watchText,
} from './pages';
import { setQuota, type Addresses } from './portal';
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
    await isTaken(page, 'payments');
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

  it('4: the card goes from waiting through in progress to healthy, without a reload', async () => {
    await page.getByRole('link', { name: 'In the catalog' }).click();
    const card = await deploymentsCard(page);
    const watched = await watchText(page);
    await picture(page, '4-first-sight');
    await card
      .getByText(/dev, staging and prod run 0\.1\.1/)
      .waitFor({ timeout: 120_000 });
    await picture(page, '4-healthy');

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

  it('5: the repository holds a real service that builds', async () => {
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

  it('6: the Kubernetes tab and the Argo CD card show the same service, unconfigured, and the fleet page lists it', async () => {
    await openService(page, addresses.portal, NAME);
    await page.getByText('ArgoCD overview').waitFor();
    await page.getByText(`${NAME}-prod`).first().waitFor();
    await picture(page, '6-argocd');
    await page.getByRole('link', { name: 'Kubernetes' }).click();
    await page.getByText('Your Clusters').waitFor();
    await page
      .getByText(/1 pods?/)
      .first()
      .waitFor();
    await picture(page, '6-kubernetes');
    await page.getByRole('link', { name: 'Fleet' }).click();
    await page
      .getByRole('table')
      .getByRole('link', { name: NAME, exact: true })
      .waitFor();
  }, 120_000);

  it('no page failed on the way', () => {
    expect(walking.problems).toEqual([]);
  });
});
