import { screen, within } from '@testing-library/react';
import type {
  EntityState,
  GoldenPathState,
} from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import { AT, reason } from '../../__testUtils__/documents';
import { renderCards } from '../../__testUtils__/renderCards';
import {
  data,
  environmentState,
  judged,
  stateOfEntity,
} from '../../__testUtils__/states';
import { GoldenPathCard } from './GoldenPathCard';

const now = { goldenPath: '0.2.0', bundle: { name: 'shop', version: '1.1.0' } };

const path = (changes: Partial<GoldenPathState> = {}): GoldenPathState => ({
  repository: 'https://git.example/shop/payments',
  known: 'data',
  locked: true,
  lock: now,
  now,
  files: { managed: 38, changed: [] },
  verdict: judged(),
  ...changes,
});

function open(goldenPath: EntityState['goldenPath'], full = false) {
  return renderCards(<GoldenPathCard full={full} />, {
    ...stateOfEntity(environmentState('dev')),
    ...(goldenPath && { goldenPath }),
  });
}

const card = () =>
  screen.findByRole('region', { name: 'Golden path', busy: false });

describe('The golden path of a repository', () => {
  it('is on the newest version, and nobody changed what it manages', async () => {
    const { container } = open(data(path()));
    expect(await card()).toHaveTextContent('On the newest version');
    expect(await card()).toHaveTextContent(
      'Rendered withshop 1.1.0, golden path 0.2.0Managed files38, none changed by hand',
    );
    expect(await card()).not.toHaveTextContent('This portal has');
    expect(
      within(await card()).getByRole('link', { name: /The repository/ }),
    ).toHaveAttribute('href', 'https://git.example/shop/payments');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says what is newer and what was changed, each with what to do', async () => {
    open(
      data(
        path({
          lock: { ...now, goldenPath: '0.1.0' },
          files: { managed: 38, changed: ['Dockerfile'], more: 21 },
          verdict: judged(
            reason({ code: 'golden-path-behind' }),
            reason({ code: 'managed-files-changed' }),
          ),
        }),
      ),
      true,
    );
    const region = await card();
    expect(region).toHaveTextContent(
      'This portal hasshop 1.1.0, golden path 0.2.0',
    );
    expect(region).toHaveTextContent('38, 22 changed by hand');
    const list = within(region).getByRole('list', {
      name: 'Managed files that were changed by hand',
    });
    expect(list).toHaveTextContent('Dockerfileand 21 more');
  });

  it('says how to get it where there is none, on the tab alone', async () => {
    open({ answer: 'absent', at: AT }, true);
    expect(await card()).toHaveTextContent('slipway init --from .');
  });

  it('says which right is missing', async () => {
    open({ answer: 'denied', since: AT, permission: 'read on its contents' });
    expect(await card()).toHaveTextContent('The repository may not be read');
    expect(await card()).toHaveTextContent('Missing: read on its contents');
  });

  it('keeps and marks what was known last', async () => {
    open({
      answer: 'unreachable',
      since: AT,
      reason: 'answered 503',
      lastKnown: { value: path(), at: AT },
    });
    expect(await card()).toHaveTextContent(
      'The repository cannot be read just now',
    );
    expect(await card()).toHaveTextContent('answered 503');
    expect(await card()).toHaveTextContent('38, none changed by hand');
  });

  it('does not say that what was not read yet cannot be read', async () => {
    const { container } = open({
      answer: 'unreachable',
      since: AT,
      reason: 'not read yet',
      starting: true,
      lastKnown: { value: path(), at: AT },
    });
    expect(await card()).toHaveTextContent('The repository is being read');
    expect(await card()).not.toHaveTextContent(/cannot|since/);
    expect(await card()).toHaveTextContent('38, none changed by hand');
    expect(await violationsIn(container)).toEqual([]);
  });
});
