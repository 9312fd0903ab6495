import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DeliveryAction } from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import { renderCards } from '../../__testUtils__/renderCards';
import { environmentState, stateOfEntity } from '../../__testUtils__/states';
import { DeliveryCard } from '../DeliveryCard';
import { DeploymentsCard } from '../DeploymentsCard';

/** The tab's cards before somebody who may have these things done. */
function renderFor(
  actions: DeliveryAction[] | undefined,
  act = jest.fn(async () => ({ environment: 'prod', objects: [] })),
) {
  renderCards(
    <>
      <DeploymentsCard full />
      <DeliveryCard full />
    </>,
    {
      ...stateOfEntity(environmentState('dev'), environmentState('prod')),
      ...(actions && { actions }),
    },
    { api: { act } },
  );
  return act;
}

const buttons = /^(Refresh|Sync|Restart) (dev|prod)$/;

describe('What somebody may have done', () => {
  it('is done in the environment that is meant, once that was said again', async () => {
    const user = userEvent.setup();
    const act = renderFor(['refresh', 'sync', 'restart']);
    await user.click(
      await screen.findByRole('button', { name: 'Restart prod' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Restart prod' });
    within(dialog).getByText(
      'All pods of payments in prod are replaced, one after the other. The version stays.',
    );
    expect(await violationsIn(dialog)).toEqual([]);
    expect(act).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole('button', { name: 'Restart' }));
    expect(act).toHaveBeenCalledWith(
      'component:default/payments',
      'restart',
      'prod',
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is not done where somebody thinks better of it', async () => {
    const user = userEvent.setup();
    const act = renderFor(['sync']);
    await user.click(await screen.findByRole('button', { name: 'Sync dev' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(act).not.toHaveBeenCalled();
  });

  it('says why it was not done', async () => {
    const user = userEvent.setup();
    renderFor(
      ['refresh'],
      jest.fn(async () => {
        throw new Error('Application payments-prod on eu-1: no answer in time');
      }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Refresh prod' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Refresh' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'It was not done: Application payments-prod on eu-1: no answer in time',
    );
  });

  it.each<[string, DeliveryAction[] | undefined, string[]]>([
    [
      'all of it',
      ['refresh', 'sync', 'restart'],
      ['Restart', 'Refresh', 'Sync'],
    ],
    ['some of it', ['refresh'], ['Refresh']],
    ['nothing, as is usual', undefined, []],
  ])('is offered as far as it is: %s', async (_, actions, offered) => {
    renderFor(actions);
    await screen.findAllByText('0.1.3');
    await screen.findByText('In sync with Git');
    const shown = screen
      .queryAllByRole('button', { name: buttons })
      .map(button => button.getAttribute('aria-label')!.split(' ')[0]);
    expect([...new Set(shown)]).toEqual(offered);
    expect(shown).toHaveLength(offered.length * 2);
  });
});
