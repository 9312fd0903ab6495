import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { violationsIn } from '../../__testUtils__/accessibility';
import { AT, deployed, reason } from '../../__testUtils__/documents';
import { renderCards } from '../../__testUtils__/renderCards';
import {
  absent,
  data,
  environmentState,
  judged,
  stateOfEntity,
  states,
} from '../../__testUtils__/states';
import { QuotasCard } from '../QuotasCard';
import { Attention } from '.';

const held = data({
  ...states.quota,
  verdict: judged(
    reason({ code: 'quota-headroom', message: 'prod can scale to 7 of 10' }),
  ),
});

const region = () =>
  screen.findByRole('region', { name: 'What needs attention' });

describe('Above the cards', () => {
  it('what needs attention is counted, the worst first, each a link to its card', async () => {
    const { container } = renderCards(
      <>
        <Attention />
        <QuotasCard />
      </>,
      stateOfEntity(
        environmentState('dev'),
        environmentState('prod', {
          quota: held,
          deployments: data(
            deployed('failed', undefined, [
              reason({ state: 'failed', message: 'prod fails' }),
            ]),
          ),
        }),
      ),
    );
    const attention = await region();
    expect(attention).toHaveTextContent('2 things need attention');
    expect(
      within(attention)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Failedprod fails', 'Degradedprod can scale to 7 of 10']);

    const link = within(attention).getByRole('link', {
      name: 'prod can scale to 7 of 10',
    });
    expect(link).toHaveAttribute(
      'href',
      '/catalog/default/component/payments/slipway#slipway-quotas',
    );
    // The card is on this page.
    await userEvent.click(link);
    expect(screen.getByRole('region', { name: 'Quotas' })).toHaveFocus();
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each([
    ['All is well', stateOfEntity(environmentState('dev'))],
    [
      'All is well or about to be',
      stateOfEntity(
        environmentState('dev', {
          deployments: data(
            deployed('progressing', undefined, [
              reason({ state: 'progressing' }),
            ]),
          ),
        }),
      ),
    ],
    [
      'Nothing is known to be wrong, but not all of it can be read',
      stateOfEntity(
        environmentState('dev', {
          quota: { answer: 'unreachable', since: AT, reason: 'no answer' },
        }),
      ),
    ],
  ])('says in one line: %s', async (says, state) => {
    renderCards(<Attention />, state);
    const attention = await region();
    expect(within(attention).getByText(says)).toBeInTheDocument();
    expect(within(attention).queryByRole('list')).not.toBeInTheDocument();
    expect(attention).toHaveTextContent(/Live, read .* ago/);
  });

  it('says that nothing runs yet', async () => {
    const nothing = Object.fromEntries(
      Object.keys(environmentState('dev'))
        .filter(
          key => !['name', 'cluster', 'namespace', 'verdict'].includes(key),
        )
        .map(key => [key, absent]),
    );
    renderCards(<Attention />, stateOfEntity(environmentState('dev', nothing)));
    expect(await region()).toHaveTextContent('Nothing runs yet');
  });

  it('is nothing where the cards say that they cannot be read', async () => {
    const { container } = renderCards(<Attention />, async () => {
      throw new Error('gone');
    });
    await screen.findByRole('main').catch(() => undefined);
    expect(container).not.toHaveTextContent('attention');
  });
});
