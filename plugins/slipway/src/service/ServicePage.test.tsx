import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  EntityMetrics,
  HistoryEvent,
} from '@slipway/plugin-slipway-common';
import { violationsIn } from '../__testUtils__/accessibility';
import { AT, ENTITY_REF } from '../__testUtils__/documents';
import { deploy, happened, verdict } from '../__testUtils__/events';
import { renderCards } from '../__testUtils__/renderCards';
import {
  absent,
  environmentState,
  stateOfEntity,
} from '../__testUtils__/states';
import type { SlipwayApi } from '../api';
import { ServicePage } from './ServicePage';

const place = (name: string) => ({
  name,
  cluster: 'eu-1',
  namespace: `payments-${name}`,
});

const metricsOf = (
  ...environments: EntityMetrics['environments']
): EntityMetrics => ({ entityRef: ENTITY_REF, from: AT, to: AT, environments });

const delivered = metricsOf(
  { ...place('dev'), deploys: 40, deploysPerWeek: 9.333 },
  {
    ...place('prod'),
    deploys: 6,
    deploysPerWeek: 1.4,
    lead: { seconds: 3 * 3600, of: 5 },
    failures: { number: 1, of: 4, share: 0.25 },
    restore: { seconds: 1440, of: 1 },
    failingSince: AT,
  },
);

function open(
  events: HistoryEvent[],
  metrics = delivered,
  api: Partial<SlipwayApi> = {},
) {
  return renderCards(
    <ServicePage />,
    async () => stateOfEntity(environmentState('dev')),
    {
      api: {
        getMetrics: async () => metrics,
        getHistory: async () => ({ entityRef: ENTITY_REF, events }),
        ...api,
      },
    },
  );
}

/** Once it has been read. */
const region = (name: string) =>
  waitFor(() => {
    const card = screen.getByRole('region', { name });
    expect(card).not.toHaveAttribute('aria-busy', 'true');
    return card;
  });

describe('What happened to a service', () => {
  const events = [
    deploy(5, '1.1.0', '1.2.0'),
    deploy(30, '1.0.0', '1.1.0', { environment: 'dev' }),
    verdict(4, 'failed', ['crash-loop']),
    // That all was well at first did not happen.
    verdict(900, 'healthy'),
    verdict(50, 'healthy', [], { aspect: 'backups' }),
    happened(60, 'sync', {
      after: { object: 'Application payments', revision: 'a'.repeat(40) },
    }),
    happened(70, 'backup', { after: { need: 'db', outcome: 'failed' } }),
    deploy(10 * 24, '0.9.0', '1.0.0'),
  ];

  it('lies on one axis, and in a table', async () => {
    const { container } = open(events);
    const card = await region('Timeline');
    expect(
      within(card).getByText('2 deploys to prod in 30 days'),
    ).toBeInTheDocument();
    expect(
      within(card)
        .getAllByRole('button', { name: /^(dev|prod): / })
        .map(mark =>
          mark.getAttribute('aria-label')!.replace(/, \w+ \d.*M/, ''),
        ),
    ).toEqual([
      'prod: Deployments: failed, crash loop, going on',
      'prod: api 0.9.0 → 1.0.0',
      'prod: api 1.1.0 → 1.2.0',
      'dev: api 1.0.0 → 1.1.0',
      'prod: Application payments brought aaaaaaa',
      'prod: backup of db: failed',
    ]);
    await userEvent.click(within(card).getByText('Show as a table'));
    expect(within(card).getAllByRole('row')).toHaveLength(7);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is one stop for Tab, in which arrow keys move through time', async () => {
    open(events);
    const card = await region('Timeline');
    const stops = within(card)
      .getAllByRole('button', { name: /^(dev|prod): / })
      .filter(mark => mark.tabIndex === 0);
    expect(stops).toHaveLength(1);
    stops[0].focus();
    // The newest first, as it is most looked for.
    expect(await within(card).findByRole('status')).toHaveTextContent(
      /crash loop/,
    );
    await userEvent.keyboard('{ArrowLeft}');
    expect(within(card).getByRole('status')).toHaveTextContent(
      /1\.1\.0 → 1\.2\.0/,
    );
    await userEvent.keyboard('{Home}');
    expect(within(card).getByRole('status')).toHaveTextContent(
      /0\.9\.0 → 1\.0\.0/,
    );
    await userEvent.keyboard('{ArrowLeft}{End}');
    expect(within(card).getByRole('status')).toHaveTextContent(/crash loop/);
  });

  it('goes the way in which the page is read, and arrow keys with it', async () => {
    document.documentElement.dir = 'rtl';
    try {
      open(events);
      const card = await region('Timeline');
      within(card)
        .getAllByRole('button', { name: /^(dev|prod): / })
        .find(mark => mark.tabIndex === 0)!
        .focus();
      await userEvent.keyboard('{ArrowLeft}');
      expect(await within(card).findByRole('status')).toHaveTextContent(
        /crash loop/,
      );
      await userEvent.keyboard('{ArrowRight}');
      expect(within(card).getByRole('status')).toHaveTextContent(
        /1\.1\.0 → 1\.2\.0/,
      );
    } finally {
      document.documentElement.dir = '';
    }
  });

  it('is told for the range and the environment that are chosen', async () => {
    const getHistory = jest.fn(async () => ({ entityRef: ENTITY_REF, events }));
    open(events, delivered, { getHistory });
    const card = await region('Timeline');
    await userEvent.click(within(card).getByRole('radio', { name: '7 days' }));
    expect(
      await within(card).findByText('one deploy to prod in 7 days'),
    ).toBeInTheDocument();
    await userEvent.click(within(card).getByRole('radio', { name: 'dev' }));
    expect(
      await within(card).findByText('one deploy to dev in 7 days'),
    ).toBeInTheDocument();
    expect(
      within(card).queryByRole('button', { name: /^prod: / }),
    ).not.toBeInTheDocument();
  });

  it('is told of one kind alone, if somebody wants that', async () => {
    open(events);
    const card = await region('Timeline');
    await userEvent.click(within(card).getByRole('radio', { name: 'Backups' }));
    expect(
      within(card)
        .getAllByRole('button', { name: /^(dev|prod): / })
        .map(mark => mark.getAttribute('aria-label')!.split(',')[0]),
    ).toEqual(['prod: backup of db: failed']);
  });

  it('is looked at nearer and from further away, by keys and by buttons', async () => {
    open(events);
    const card = await region('Timeline');
    const chosen = () =>
      within(card)
        .getByRole('radiogroup', { name: 'Range' })
        .querySelector('[aria-checked=true]');
    expect(chosen()).toHaveTextContent('30 days');
    within(card)
      .getAllByRole('button', { name: /^(dev|prod): / })
      .find(mark => mark.tabIndex === 0)!
      .focus();
    await userEvent.keyboard('+');
    await waitFor(() => expect(chosen()).toHaveTextContent('7 days'));
    await userEvent.click(
      within(card).getByRole('button', { name: 'Zoom out' }),
    );
    await waitFor(() => expect(chosen()).toHaveTextContent('30 days'));
  });

  it('says that nothing is known of it yet', async () => {
    open([]);
    expect(
      await screen.findByText('Nothing happened yet that is known of'),
    ).toBeInTheDocument();
  });

  it('says that it cannot be read', async () => {
    open([], delivered, { getHistory: () => Promise.reject(new Error('no')) });
    expect(
      within(await region('Timeline')).getByText('Unreachable'),
    ).toBeInTheDocument();
  });
});

describe('How well a service is delivered', () => {
  it('is told of what the users see, each number with what is counted', async () => {
    open([]);
    const card = await region('Delivery metrics');
    expect(card).toHaveTextContent('prod was deployed to 6 times');
    expect(card).toHaveTextContent(/Deploys a week1\.46 in all/);
    expect(card).toHaveTextContent(/Lead time3 hmedian of 5/);
    expect(card).toHaveTextContent(/Change failure rate25%1 of 4/);
    expect(card).toHaveTextContent(
      /Time to restore24 minmedian of one not well since/,
    );
    expect(within(card).getAllByText('What is counted')).toHaveLength(4);
  });

  it('says since when it counts, where that is later than the first day', async () => {
    const since = new Date(2026, 10, 20).toISOString();
    open(
      [],
      metricsOf({ ...place('prod'), deploys: 1, deploysPerWeek: 1, since }),
    );
    const card = await region('Delivery metrics');
    expect(card).toHaveTextContent(
      'since Nov 20, 2026: before it nothing tells',
    );
  });

  it('says what nothing tells, and not 0', async () => {
    open([], metricsOf({ ...place('prod'), deploys: 0, deploysPerWeek: 0 }));
    const card = await region('Delivery metrics');
    expect(card).toHaveTextContent('no deploy to prod was seen');
    expect(within(card).getAllByText('nothing tells yet')).toHaveLength(3);
  });
});

describe('The sections of the tab', () => {
  it('are listed with their states, what there is not at the end, and lead there', async () => {
    const { container } = renderCards(
      <ServicePage />,
      stateOfEntity(environmentState('dev', { delivery: absent })),
      {
        api: {
          getMetrics: async () => delivered,
          getHistory: async () => ({ entityRef: ENTITY_REF, events: [] }),
        },
      },
    );
    const sections = await screen.findByRole('navigation', {
      name: 'Sections',
    });
    await within(sections).findByRole('link', { name: 'Timeline' });
    expect(
      within(sections)
        .getAllByRole('link')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'HealthyDeployments',
      'Timeline',
      'Metrics',
      'HealthyQuotas',
      'HealthyBackups',
      'HealthySecrets',
      'HealthyScaling',
      'HealthyExposure',
      'HealthyData',
      'Nothing thereDelivery',
    ]);
    await userEvent.click(
      within(sections).getByRole('link', { name: /Quotas/ }),
    );
    expect(await region('Quotas')).toHaveFocus();
    expect(
      screen.getByText('No GitOps engine delivers this service'),
    ).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });
});
