import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { git } from './git';
import { choose, picture, signIn } from './pages';
import type { Addresses } from './portal';
import { startWalking, type Walking } from './walking';

/** The widths that a form has to be good at: a laptop's, and half a screen. */
const WIDTHS = process.env.SLIPWAY_PICTURES ? [1280, 768] : [1280];

interface Walked {
  template: string;
  /** What is typed and chosen besides the name. */
  fill?(page: Page): Promise<void>;
  /** A file that only this one's repository has. */
  has: string;
}

/** What is seen of a choice lies over what is chosen. */
const seen = { force: true };

const runtime = (name: RegExp) => (page: Page) =>
  page.getByRole('radio', { name }).check(seen);

const templates: Walked[] = [
  { template: 'http-api', fill: runtime(/^Go$/), has: 'cmd/server/main.go' },
  { template: 'graphql-subgraph', has: 'api/schema.graphql' },
  {
    template: 'graphql-router',
    fill: page => choose(page, /Subgraphs/, /payments/),
    has: 'router.yaml',
  },
  {
    template: 'grpc-api',
    fill: runtime(/Node/),
    has: 'api/greetings/v1/greetings.proto',
  },
  { template: 'realtime', fill: runtime(/Python/), has: 'pyproject.toml' },
  {
    template: 'worker',
    async fill(page) {
      await runtime(/Kotlin/)(page);
      await page.getByRole('checkbox', { name: 'RabbitMQ' }).check(seen);
    },
    has: 'pom.xml',
  },
  {
    template: 'job',
    async fill(page) {
      await runtime(/Python/)(page);
      await page.getByLabel(/^Schedule/).fill('0 3 * * *');
    },
    has: 'pyproject.toml',
  },
  { template: 'web', has: 'next.config.ts' },
  {
    template: 'existing-image',
    async fill(page) {
      await page.getByLabel(/^Image/).fill('ghcr.io/shop/parcels:1.4.2');
      await page.getByLabel(/^Port/).fill('3000');
      await page.getByLabel(/^Health path/).fill('/up');
    },
    has: 'deploy/overlays/prod/kustomization.yaml',
  },
];

// Each template as somebody meets it: its form, what it refuses, and the task that it ends in.
describe('Every template, from its form to a task that is done', () => {
  let walking: Walking;
  let addresses: Addresses;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    walking = await startWalking(WIDTHS[0]);
    ({ addresses, page, folder } = walking);
    await signIn(page, addresses.portal);
  }, 600_000);

  afterAll(() => walking?.stop(), 60_000);

  const open = async (template: string) => {
    await page.goto(`${addresses.portal}/create/templates/default/${template}`);
    await page.getByRole('combobox', { name: /Owner/ }).waitFor();
  };

  async function pictures(name: string) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 1000 });
      await picture(page, `${name}-${width}`);
    }
    await page.setViewportSize({ width: WIDTHS[0], height: 1000 });
  }

  /** To the end of the task, and to what it links to. */
  async function create(name: string, link: string): Promise<string> {
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    const made = page.getByRole('link', { name: link }).first();
    await made.waitFor({ timeout: 120_000 });
    await pictures(`${name}-task`);
    return (await made.getAttribute('href'))!;
  }

  /** A repository that somebody has at the Git host, with these files. */
  async function withRepository(name: string, files: Record<string, string>) {
    const clone = join(folder, name);
    const response = await fetch(`${addresses.gitea}/api/v1/orgs/shop/repos`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from('slipway:sandbox').toString(
          'base64',
        )}`,
      },
      body: JSON.stringify({ name }),
    });
    expect(response.status).toBe(201);
    await git(folder, 'init', '-q', '-b', 'main', name);
    for (const [path, content] of Object.entries(files)) {
      await writeFile(join(clone, path), content);
    }
    await git(clone, 'add', '.');
    await git(clone, 'commit', '-qm', 'Ours');
    const remote = new URL(`${addresses.gitea}/shop/${name}.git`);
    remote.username = 'slipway';
    remote.password = 'sandbox';
    await git(clone, 'push', '-q', remote.href, 'main');
  }

  it.each(templates)(
    '$template makes a repository',
    async ({ template, fill, has }) => {
      const name = `walked-${template}`;
      await open(template);
      const preview = page.getByRole('region', { name: 'What you will get' });
      // What is typed before it has come, the form sets back.
      await preview.getByText(/stand-ins/).waitFor();
      await page.getByLabel('Name', { exact: false }).first().fill(name);
      await choose(page, /Owner/, /Payments team/);
      await fill?.(page);
      // The tree names what stands at its top: a folder, or a file.
      const [top] = has.split('/');
      await preview
        .getByText(new RegExp(`^${top}(/|$)`))
        .first()
        .waitFor();
      await pictures(`${template}-form`);

      const repository = await create(template, 'Repository');

      expect(repository).toBe(`${addresses.gitea}/shop/${name}`);
      const clone = join(folder, name);
      await git(folder, 'clone', '-q', `${repository}.git`);
      expect((await git(clone, 'ls-files')).split('\n')).toContain(has);
    },
    240_000,
  );

  it('a form refuses what cannot be, with the numbers, and says what does not fit', async () => {
    await withRepository('walked-theirs', { 'README.md': '# Theirs\n' });
    await open('http-api');
    const preview = page.getByRole('region', { name: 'What you will get' });
    await preview.getByText(/stand-ins/).waitFor();
    const name = page.getByLabel('Name', { exact: false }).first();
    await choose(page, /Owner/, /Payments team/);

    await name.fill('w'.repeat(41));
    await page
      .locator('[aria-live][data-wrong=true]')
      .getByText(/A name has 3 to 40/)
      .waitFor();
    await preview.getByText('Nothing can be made of this yet').waitFor();
    await pictures('http-api-name-too-long');

    // Of somebody else, and in no catalog.
    await name.fill('walked-theirs');
    await preview.getByText(/walked-theirs exists already/).waitFor();
    await pictures('http-api-repository-taken');

    await name.fill('walked-narrow');
    await page.getByText('Where it runs').click();
    await page
      .getByRole('textbox', { name: 'Namespace' })
      .last()
      .fill('pricing-prod');
    await preview
      .getByRole('row', { name: /^prod/ })
      .getByText(
        /does not fit: .*[\d.]+ [MG]iB of memory left for [\d.]+ [MG]iB/,
      )
      .waitFor();
    await preview
      .getByRole('row', { name: /^dev/ })
      .getByText(/no quota limits it|fits just now/)
      .waitFor();
    await pictures('http-api-does-not-fit');
  }, 120_000);

  it('existing-repository asks for what is missing in one that is there', async () => {
    const name = 'walked-carts';
    await withRepository(name, {
      Dockerfile: 'FROM scratch\nUSER 65532:65532\nEXPOSE 3000\n',
    });

    await open('existing-repository');
    await choose(page, /Owner/, /Payments team/);
    const address = page.getByLabel(/^Repository/).first();
    await address.fill('carts');
    await page.getByRole('button', { name: 'Review' }).click();
    await page
      .getByText(/must match|does not match|pattern/i)
      .first()
      .waitFor();
    await address.fill(`${addresses.gitea}/shop/${name}`);
    const asked = await create('existing-repository', 'Pull request');

    await page.goto(asked);
    await page.getByText('its image is built, listens on 3000').waitFor();
    await page.getByRole('button', { name: 'Merge' }).click();
    await page.getByText('merged', { exact: true }).waitFor();

    await open('existing-repository');
    await choose(page, /Owner/, /Payments team/);
    await address.fill(`${addresses.gitea}/shop/${name}`);
    await pictures('existing-repository-form');
    await create('existing-repository-again', 'In the catalog');
  }, 240_000);

  it('bring-version opens a pull request for what a link to it has filled in', async () => {
    const filled = {
      entity: 'component:default/payments',
      environment: 'prod',
      which: 'named',
      version: '0.1.5-g0000001',
    };
    await page.goto(
      `${
        addresses.portal
      }/create/templates/default/bring-version?formData=${encodeURIComponent(
        JSON.stringify(filled),
      )}`,
    );
    await page.getByLabel(/^Tag/).waitFor();
    await pictures('bring-version-form');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Open the pull request' }).click();
    const asked = page.getByRole('link', { name: 'Pull request' }).first();
    await asked.waitFor({ timeout: 60_000 });
    await pictures('bring-version-task');
    await page.goto((await asked.getAttribute('href'))!);
    await page
      .getByText('Bring payments 0.1.5-g0000001 to prod')
      .first()
      .waitFor();
  }, 120_000);

  it('retire-service ends a service, and only the one whose name was typed', async () => {
    const name = 'walked-existing-image';
    const retire = async (typed: string) => {
      await page.goto(
        `${addresses.portal}/create/templates/default/retire-service`,
      );
      await page
        .getByRole('button', { name: /Service/ })
        .last()
        .click();
      await page.getByRole('option', { name }).click();
      await page.getByLabel(/Its name/).fill(typed);
      await pictures('retire-service-form');
      await page.getByRole('button', { name: 'Review' }).click();
      await page.getByRole('button', { name: 'Retire it' }).click();
    };
    await retire('something-else');
    await page
      .getByText(/'something-else' was typed, and the service is called/)
      .first()
      .waitFor({ timeout: 60_000 });
    await retire(name);
    await page.getByText('runs nowhere any more').waitFor({ timeout: 60_000 });
    await pictures('retire-service-task');
  }, 240_000);

  it('no page failed on the way', () => {
    expect(walking.problems).toEqual([]);
  });
});
