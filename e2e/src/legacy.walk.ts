import type { Page } from 'playwright-core';
import {
  environment,
  isTaken,
  openService,
  picture,
  untilFound,
} from './pages';
import { setQuota, type Addresses } from './portal';
import { startWalking, type Walking } from './walking';

// A portal on the old front-end system: everything that the suite brings is there, and works.
describe('A portal on the old front-end system', () => {
  const NAME = 'walked-legacy';
  let walking: Walking;
  let addresses: Addresses;
  let page: Page;

  beforeAll(async () => {
    walking = await startWalking(1440, '@slipway/legacy-app');
    ({ addresses, page } = walking);
    await page.goto(addresses.portal);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('link', { name: 'payments', exact: true }).waitFor();
  }, 600_000);

  afterAll(() => walking?.stop(), 60_000);

  const region = (name: string) =>
    page.getByRole('region', { name, exact: true });
  it('the overview of a service has the cards, and they follow without a reload', async () => {
    const deployments = await openService(page, addresses.portal, 'payments');
    await deployments
      .getByText(/dev, staging and prod run 0\.1\.\d+/)
      .waitFor();
    const attention = region('What needs attention');
    await attention
      .getByRole('link', {
        name: 'prod can scale to 7 of 10: memory ends first',
      })
      .waitFor();
    await region('Scaling').waitFor();
    await picture(page, 'legacy-overview');

    await setQuota(addresses, 'payments-prod', 'platform', {
      'requests.cpu': '3',
      'requests.memory': '2Gi',
      pods: '20',
    });
    await region('Quotas')
      .getByText('prod can scale to all 10 replicas')
      .waitFor();
  }, 120_000);

  it.each([
    ['payments', ['Quotas', 'Scaling']],
    ['orders', ['Backups', 'Secrets', 'Data']],
    ['media', ['Exposure']],
    ['ledger', ['What needs attention', 'Deployments', 'Delivery']],
  ])(
    'each card of %s stands by itself, too',
    async (service, cards) => {
      await page.goto(
        `${addresses.portal}/catalog/default/component/${service}/cards`,
      );
      for (const name of cards) {
        await region(name).waitFor();
      }
      await picture(page, `legacy-cards-${service}`);
    },
    60_000,
  );

  it('the tab of a service has its sections and its timeline', async () => {
    await page.getByRole('tab', { name: 'Slipway' }).click();
    await page
      .getByRole('navigation', { name: 'Sections' })
      .getByRole('link', { name: /Backups/ })
      .click();
    await region('Timeline').getByRole('radio', { name: 'prod' }).waitFor();
    await region('Delivery metrics').getByText('Lead time').waitFor();
    await picture(page, 'legacy-tab');
  }, 60_000);

  it('a card leads into the form of this portal that rolls a version back', async () => {
    const card = await openService(page, addresses.portal, 'payments');
    await environment(card, 'prod')
      .getByRole('link', { name: /^Roll back to 0\.1\.\d+ in prod$/ })
      .click();
    await page.getByLabel(/^Tag/).waitFor();
    expect(await page.getByLabel(/^Tag/).inputValue()).toMatch(/^0\.1\.\d+-g/);
  }, 60_000);

  it('what services belong to tells of them, and of nothing that is theirs', async () => {
    await page.goto(`${addresses.portal}/catalog/default/system/shop`);
    await region('Services').getByText('ledger').first().waitFor();
    expect(await region('Deployments').count()).toBe(0);
    await picture(page, 'legacy-system');
  }, 60_000);

  it('catalog, home and search tell how services are', async () => {
    await page.goto(`${addresses.portal}/catalog`);
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: 'ledger', exact: true }) })
      .getByText('Degraded')
      .first()
      .waitFor();
    await page.getByRole('button', { name: /^Health/ }).waitFor();
    await picture(page, 'legacy-catalog');
    await page.goto(`${addresses.portal}/home`);
    await region('My services').waitFor();
    await page.goto(`${addresses.portal}/search?query=ledger`);
    const runs = page.getByRole('list', { name: 'Where it runs' }).first();
    await expect(untilFound(page, runs)).resolves.toBe(true);
    await picture(page, 'legacy-search');
  }, 240_000);

  it('the fleet page lists the services, and its tabs the rest', async () => {
    await page.getByRole('link', { name: 'Fleet' }).click();
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: 'ledger', exact: true }) })
      .getByText(/cannot pull the image/)
      .waitFor();
    await picture(page, 'legacy-fleet');
    for (const [tab, text] of [
      ['Quotas', 'payments-prod'],
      ['Backups', 'ledger'],
      ['Sources', 'kubernetes/eu-1'],
    ]) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('table').getByText(text).first().waitFor();
    }
    // A tab has an address of its own.
    await page.reload();
    await page.getByRole('table').getByText('kubernetes/eu-1').waitFor();
    await page.getByRole('tab', { name: 'Due' }).click();
    await page
      .getByRole('region', { name: 'Due' })
      .getByRole('searchbox')
      .waitFor();
  }, 60_000);

  it('a template goes from its form to a task that is done', async () => {
    await page.goto(`${addresses.portal}/create/templates/default/http-api`);
    const preview = region('What you will get');
    // What is typed before it has come, the form sets back.
    await preview.getByText(/stand-ins/).waitFor();
    const name = page.getByLabel('Name', { exact: false }).first();
    await name.fill('Not a name');
    await page
      .locator('[aria-live=polite]', { hasText: 'lower-case letters' })
      .waitFor();
    await name.fill('payments');
    // Its lists are Material UI's, as the whole form is.
    await page.getByRole('textbox', { name: /Owner/ }).click();
    await page.getByRole('option', { name: /Payments team/ }).click();
    await isTaken(page, 'payments');
    await name.fill(NAME);
    await preview.getByText(`# ${NAME}`).waitFor();
    await picture(page, 'legacy-form');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    const made = page.getByRole('link', { name: 'Repository' });
    await made.waitFor({ timeout: 120_000 });
    expect(await made.getAttribute('href')).toBe(
      `${addresses.gitea}/shop/${NAME}`,
    );
    await picture(page, 'legacy-task');
    await page.getByRole('link', { name: 'In the catalog' }).click();
    await region('Deployments')
      .getByText(/dev, staging and prod run 0\.1\.1/)
      .waitFor({ timeout: 120_000 });
  }, 300_000);

  it('no page failed on the way', () => {
    expect(walking.problems).toEqual([]);
  });
});
