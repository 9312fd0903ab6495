import type { ComponentType } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { MockFetchApi, renderInTestApp } from '@backstage/test-utils';
import {
  entityAspects,
  type Answer,
  type EntityState,
  type EnvironmentState,
} from '@slipway/plugin-slipway-common';
import {
  EntityBackupsCard,
  EntityDataCard,
  EntityDeliveryCard,
  EntityDeploymentsCard,
  EntityExposureCard,
  EntityGoldenPathCard,
  EntityQuotasCard,
  EntityScalingCard,
  EntitySecretsCard,
} from './legacy';
import type { CardSettings } from './cards/aspect';
import { violationsIn } from './__testUtils__/accessibility';
import { AT, component } from './__testUtils__/documents';
import {
  absent,
  data,
  environmentState,
  judged,
  stateOfEntity,
} from './__testUtils__/states';

const CARDS: Record<string, ComponentType<CardSettings>> = {
  Deployments: EntityDeploymentsCard,
  Delivery: EntityDeliveryCard,
  Quotas: EntityQuotasCard,
  Backups: EntityBackupsCard,
  Secrets: EntitySecretsCard,
  Scaling: EntityScalingCard,
  Exposure: EntityExposureCard,
  Data: EntityDataCard,
  'Golden path': EntityGoldenPathCard,
};

const now = { goldenPath: '0.2.0', bundle: { name: 'shop', version: '1.1.0' } };

const well = (): EntityState => ({
  ...stateOfEntity(environmentState('prod')),
  goldenPath: data({
    repository: 'https://git.example/shop/payments',
    known: 'data',
    locked: true,
    lock: now,
    now,
    files: { managed: 38, changed: [] },
    verdict: judged(),
  }),
});

/** Of every aspect, and of the repository, this in the place of what is well. */
function everywhere(answer: (known: unknown) => Answer<any>): EntityState {
  const state = well();
  const [prod] = state.environments;
  const of = (one: Answer<unknown>) =>
    answer(one.answer === 'data' ? one.value : undefined);
  return {
    ...state,
    environments: [
      {
        ...prod,
        ...(Object.fromEntries(
          entityAspects.map(aspect => [aspect, of(prod[aspect])]),
        ) as Partial<EnvironmentState>),
      },
    ],
    goldenPath: of(state.goldenPath!),
  };
}

function open(answer: () => Promise<Response>) {
  const used: { readonly fetch: object } = MockFetchApi.prototype;
  jest.spyOn(used, 'fetch', 'get').mockReturnValue(jest.fn(answer));
  return renderInTestApp(
    <EntityProvider entity={component()}>
      {Object.entries(CARDS).map(([name, Card]) => (
        <Card key={name} full />
      ))}
    </EntityProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

/** What stands at the top of each card: the word of its shape, then its sentence. */
const answers = () =>
  Object.fromEntries(
    Object.keys(CARDS).map(name => [
      name,
      within(screen.getByRole('region', { name })).getByRole('heading', {
        level: 3,
      }).textContent,
    ]),
  );

const each = (word: RegExp) =>
  Object.fromEntries(
    Object.keys(CARDS).map(name => [name, expect.stringMatching(word)]),
  );

afterEach(() => jest.restoreAllMocks());

describe('On the old system each card', () => {
  it.each<[string, EntityState, RegExp]>([
    ['says that all is well', well(), /^Healthy./],
    ['says that there is nothing', everywhere(() => absent), /^Nothing there./],
    [
      'says that it may not read',
      everywhere(() => ({
        answer: 'denied',
        since: AT,
        permission: 'list things in payments-prod',
      })),
      /^Denied.*may not be read/,
    ],
    [
      'says that it cannot read, and keeps what it knew',
      everywhere(value => ({
        answer: 'unreachable',
        since: AT,
        reason: 'no answer within 10 s',
        lastKnown: { value, at: AT },
      })),
      /^Unreachable.*cannot be read just now/,
    ],
  ])('%s', async (_, state, word) => {
    const { container } = await open(async () => Response.json(state));
    await waitFor(() => expect(answers()).toEqual(each(word)));
    expect(await violationsIn(container)).toEqual([]);
  });

  it('has its layout while it loads', async () => {
    await open(() => new Promise(() => {}));
    for (const name of Object.keys(CARDS)) {
      expect(await screen.findByRole('region', { name })).toHaveAttribute(
        'aria-busy',
        'true',
      );
    }
  });
});
