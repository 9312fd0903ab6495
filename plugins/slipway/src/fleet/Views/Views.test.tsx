import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { storageApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { useLocation } from 'react-router-dom';
import { violationsIn } from '../../__testUtils__/accessibility';
import { Views, type SavedView } from '.';

const Address = () => <output>{useLocation().search}</output>;

const given: SavedView[] = [
  { name: 'Behind', query: 'group=none&sort=skew&columns=skew' },
];

async function open(address = '/', kept: SavedView[] = []) {
  const storage = mockApis.storage();
  await storage.forBucket('slipway.fleet').set('services', kept);
  const shown = renderInTestApp(
    <>
      <Views list="services" given={given} />
      <Address />
    </>,
    {
      apis: [[storageApiRef, storage]],
      initialRouteEntries: [address],
    },
  );
  return {
    ...shown,
    kept: () => storage.forBucket('slipway.fleet').snapshot('services').value,
  };
}

const menu = (name = 'Views') =>
  userEvent.click(screen.getByRole('button', { name }));
const items = () =>
  screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
const pick = (name: string) =>
  userEvent.click(screen.getByRole('menuitem', { name }));

describe('Saved views', () => {
  it('offers those of the platform team, and puts the chosen one into the address', async () => {
    const { container } = await open('/?owner=a');
    await menu();
    expect(screen.getByText('From the platform team')).toBeInTheDocument();
    await pick('Behind');
    expect(
      await screen.findByText('?group=none&sort=skew&columns=skew'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'View: Behind' }),
    ).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });
  it('keeps the present one under a name, by keyboard alone', async () => {
    const { kept } = await open('/?owner=group:default/shop&group=cluster');
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Views' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('menu');
    await pick('Save this view…');
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Name' }),
      'Our clusters{Enter}',
    );
    expect(await screen.findByText('Our clusters is saved')).toBeVisible();
    expect(kept()).toEqual([
      {
        name: 'Our clusters',
        query: 'owner=group%3Adefault%2Fshop&group=cluster',
      },
    ]);
    expect(
      await screen.findByRole('button', { name: 'View: Our clusters' }),
    ).toBeInTheDocument();
  });

  it('knows one whatever the order in the address, renames and deletes it', async () => {
    const mine = { name: 'Mine', query: 'owner=a&group=system' };
    const { kept } = await open('/?group=system&owner=a', [
      mine,
      { name: 'Other', query: 'search=x' },
    ]);
    await menu('View: Mine');
    expect(items()).not.toContain('Save this view…');
    await pick('Rename…');
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await userEvent.clear(name);
    await userEvent.type(name, 'Other');
    expect(
      screen.getByText('You have a view of this name: it is replaced.'),
    ).toBeVisible();
    await userEvent.clear(name);
    await userEvent.type(name, 'Ours');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(kept()).toEqual([
        { name: 'Other', query: 'search=x' },
        { ...mine, name: 'Ours' },
      ]),
    );
    await screen.findByRole('button', { name: 'View: Ours' });
    await menu('View: Ours');
    await pick('Delete');
    await waitFor(() =>
      expect(kept()).toEqual([{ name: 'Other', query: 'search=x' }]),
    );
    expect(screen.getByText('Ours is deleted')).toBeVisible();
    // What is shown stays as it is.
    expect(screen.getByText('?group=system&owner=a')).toBeInTheDocument();
  });

  it('copies the link of what is shown', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await open('/?owner=a');
    await user.click(screen.getByRole('button', { name: 'Views' }));
    await user.click(screen.getByRole('menuitem', { name: 'Copy link' }));
    expect(await screen.findByText('Link copied')).toBeVisible();
    expect(write).toHaveBeenCalledWith(window.location.href);
  });

  it('says that it was not kept where the portal does not take it', async () => {
    const storage = mockApis.storage();
    const bucket = storage.forBucket('slipway.fleet');
    jest.spyOn(bucket, 'set').mockRejectedValue(new Error('no'));
    jest.spyOn(storage, 'forBucket').mockReturnValue(bucket);
    renderInTestApp(<Views list="services" />, {
      apis: [[storageApiRef, storage]],
    });
    await menu();
    await pick('Save this view…');
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Name' }),
      'A{Enter}',
    );
    expect(
      await screen.findByText('That did not work. Try it once more.'),
    ).toBeVisible();
  });
});
