import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { FirstDayItem } from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import { AT } from '../../__testUtils__/documents';
import { FirstDay } from './FirstDay';

const items: FirstDayItem[] = [
  {
    id: 'ci.branch',
    text: 'The branch `main` takes the pipeline’s commits.',
    answer: 'there',
    url: 'https://git.example/shop/payments/settings/branches',
  },
  {
    id: 'images',
    text: 'The nodes may pull `registry.example/shop/payments`.',
    answer: 'denied',
    note: 'Slipway itself: Secrets of clusters are never listed',
  },
  {
    id: 'ci.pusher',
    text: 'Settings, Secrets: `REGISTRY_PASSWORD`.',
    answer: 'missing',
    note: 'there is no REGISTRY_PASSWORD',
    url: 'https://git.example/shop/payments/settings/actions/secrets',
  },
  { id: 'namespace.prod', text: 'It is there.', answer: 'unreachable' },
];

const show = (some: FirstDayItem[] = items) =>
  renderInTestApp(<FirstDay firstDay={{ at: AT, items: some }} />);

describe('What a service needs on its first day', () => {
  it('shows what is missing first, in a shape with a word, and where it is seen to', async () => {
    const { container } = show();
    const list = await screen.findByRole('region', {
      name: 'First day',
    });
    const [first, ...others] = within(list).getAllByRole('listitem');

    expect(
      within(list).getByRole('heading', {
        name: /One thing is missing before it runs/,
      }),
    ).toBeInTheDocument();
    expect(first).toHaveTextContent(
      /^DegradedSettings, Secrets: REGISTRY_PASSWORD\.There is no REGISTRY_PASSWORD\./,
    );
    expect(within(first).getByRole('link')).toHaveAttribute(
      'href',
      items[2].url,
    );
    expect(others[0]).toHaveTextContent(/^Unreachable/);
    expect(others[1]).toHaveTextContent(/^Denied/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('folds away what is met', async () => {
    show();
    const met = await screen.findByText('One is there');
    expect(met.closest('details')).not.toHaveAttribute('open');
    await userEvent.setup().click(met);
    expect(met.closest('details')).toHaveAttribute('open');
  });

  it('never takes for missing what nobody could tell', async () => {
    show(items.filter(({ answer }) => answer !== 'missing'));

    expect(
      await screen.findByRole('heading', {
        name: /Nothing is known to be missing/,
      }),
    ).toBeInTheDocument();
  });
});
