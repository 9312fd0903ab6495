import type { Page } from 'playwright-core';
import { picture, signIn, untilFound } from './pages';
import { startWalking, type Walking } from './walking';

// Where services are not the subject of the page: what is told of them there.
describe('Services on other pages', () => {
  let walking: Walking;
  let page: Page;
  let portal: string;

  beforeAll(async () => {
    walking = await startWalking(1440);
    ({ page } = walking);
    portal = walking.addresses.portal;
    await signIn(page, portal);
  }, 600_000);

  afterAll(() => walking?.stop(), 60_000);

  it.each([
    ['domain', 'commerce'],
    ['system', 'shop'],
    ['group', 'team-pay'],
    ['resource', 'eu-1'],
    ['resource', 'payments-prod'],
  ])('a %s says how its services are: %s', async (kind, name) => {
    await page.goto(`${portal}/catalog/default/${kind}/${name}`);
    const services = page.getByRole('region', { name: 'Services' });
    await services
      .getByText(/need attention|needs attention|as (it|they) should be/)
      .first()
      .waitFor();
    if (kind === 'resource') {
      await page
        .getByRole('region', { name: 'Quotas' })
        .getByText('payments-prod')
        .waitFor();
      await page
        .getByRole('region', { name: 'Sources' })
        .getByText(/sources? (are read|cannot be read)/)
        .waitFor();
    }
    await picture(page, `elsewhere-${kind}-${name}`);
  });

  it('and leads to them on the fleet page', async () => {
    await page.goto(`${portal}/catalog/default/system/shop`);
    const services = page.getByRole('region', { name: 'Services' });
    await services.getByRole('link', { name: 'Open the fleet page' }).click();
    await page.waitForURL('**/fleet/services?system=shop');
    await page.getByRole('link', { name: 'payments', exact: true }).waitFor();
  });

  it('the catalog has columns for health and version, and shows what is not well alone', async () => {
    await page.goto(
      `${portal}/catalog?filters[kind]=component&filters[user]=all`,
    );
    const ledger = page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: 'ledger', exact: true }) });
    await page.getByRole('columnheader', { name: 'Health' }).waitFor();
    await ledger.getByText('Degraded').first().waitFor();
    await ledger.getByText(/0\.2\.0/).waitFor();
    await picture(page, 'elsewhere-catalog');
    await page.getByRole('button', { name: /any Health/ }).click();
    await page.getByRole('option', { name: /Degraded/ }).click();
    await page
      .getByRole('link', { name: 'basket', exact: true })
      .waitFor({ state: 'detached' });
    await ledger.waitFor();
  });

  it('a search tells how what it found is', async () => {
    await page.goto(`${portal}/search?query=ledger`);
    const found = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: 'ledger', exact: true }) });
    await expect(
      untilFound(page, found.getByText(/cannot pull the image of 0\.2\.0/)),
    ).resolves.toBe(true);
    await picture(page, 'elsewhere-search');
  }, 180_000);

  it('at home everybody sees his own', async () => {
    await page.goto(`${portal}/home`);
    await page
      .getByRole('region', { name: 'My services' })
      .getByRole('link', { name: 'ledger' })
      .waitFor();
    await picture(page, 'elsewhere-home');
  });

  it('and no page broke', () => {
    expect(walking.problems).toEqual([]);
  });
});
