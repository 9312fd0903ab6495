import type { Browser, Page } from 'playwright-core';
import { openGallery } from './gallery';

/* Every card, list, form and dialog in every state, as somebody may see it. */

/** The host's own are not ours to judge. */
const RULES = {
  region: { enabled: false },
  'page-has-heading-one': { enabled: false },
  'landmark-unique': { enabled: false },
  // The same card in many states is many cards of one name.
  'landmark-no-duplicate-main': { enabled: false },
  'duplicate-id': { enabled: false },
};

interface Shot {
  name: string;
  query: string;
  width: number;
  /** It lies over the page: the window is what is to be seen. */
  over?: boolean;
}

export const themes = ['light', 'dark'] as const;

/** What tells of many services. */
const lists = [
  'services',
  'quotas',
  'backups',
  'due',
  'sources',
  'services-card',
  'namespaces-card',
  'sources-card',
  'my-services',
  'search-result',
];

const dialogs = [
  ['log', 'loading', 'healthy', 'none', 'denied', 'unreachable'],
  ['view', 'healthy', 'trouble'],
];

export const shots: Shot[] = [
  { name: 'wide', query: '', width: 3040 },
  { name: 'narrow', query: 'width=20rem', width: 2340 },
  { name: 'full', query: 'full&width=40rem', width: 4360 },
  { name: 'overview-1440', query: 'page=overview', width: 1260 },
  { name: 'overview-360', query: 'page=overview', width: 360 },
  {
    name: 'overview-healthy',
    query: 'page=overview&state=healthy',
    width: 1260,
  },
  { name: 'tab-1440', query: 'page=tab', width: 1460 },
  { name: 'tab-360', query: 'page=tab', width: 360 },
  { name: 'overview-rtl', query: 'page=overview&dir=rtl', width: 1260 },
  { name: 'tab-rtl', query: 'page=tab&dir=rtl', width: 1460 },
  { name: 'form-1440', query: 'form', width: 1460 },
  { name: 'form-360', query: 'form', width: 360 },
  ...lists.flatMap(list => [
    { name: `list-${list}-1440`, query: `list=${list}`, width: 1260 },
    { name: `list-${list}-360`, query: `list=${list}`, width: 360 },
  ]),
  ...dialogs.flatMap(([dialog, ...states]) =>
    states.map(state => ({
      name: `dialog-${dialog}-${state}`,
      query: `dialog=${dialog}&state=${state}`,
      width: state === 'healthy' ? 900 : 360,
      over: true,
    })),
  ),
];

/** Opens one, for whoever looks at it, and closes it again. */
export async function look<T>(
  browser: Browser,
  base: string,
  { query, width, over }: Shot,
  theme: (typeof themes)[number],
  at: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  try {
    const problems: string[] = [];
    page.on('pageerror', error => problems.push(String(error)));
    await openGallery(page, `${base}/?theme=${theme}&${query}`);
    if (over) {
      await page.setViewportSize({ width, height: 600 });
    }
    const found = await at(page);
    if (problems.length > 0) {
      throw new Error(problems.join('\n'));
    }
    return found;
  } finally {
    await page.close();
  }
}

/** What is ours of it. */
export const oursIn = ({ over }: Shot) =>
  over ? '[role=dialog]' : '[data-gallery]';

/** What axe-core has to say against it. */
export async function violationsOn(
  page: Page,
  within: string,
): Promise<string[]> {
  await page.addScriptTag({ path: require.resolve('axe-core') });
  const question: [string, object] = [within, RULES];
  return page.evaluate(async ([where, rules]) => {
    const { violations } = await (window as any).axe.run(where, { rules });
    return violations.flatMap((violation: any) =>
      violation.nodes.map(
        (node: any) => `${violation.id}: ${node.failureSummary} ${node.html}`,
      ),
    );
  }, question);
}
