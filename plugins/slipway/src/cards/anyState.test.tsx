import { cleanup, screen } from '@testing-library/react';
import fc from 'fast-check';
import type {
  BackupsPage,
  DuePage,
  EntityMetrics,
  EntityState,
  FleetPage,
  HistoryPage,
  QuotasPage,
  SourceHealth,
} from '@slipway/plugin-slipway-common';
import { fromSchema } from '../__testUtils__/fromSchema';
import { renderCards } from '../__testUtils__/renderCards';
import type { SlipwayApi } from '../api';
import * as Lists from '../fleet/lists';
import { ServicePage } from '../service/ServicePage';
import { ServiceOverview } from './Overview/ServiceOverview';

const any = <T,>(name: string) => fromSchema(name) as fc.Arbitrary<T>;

/** What broke while it was drawn: the test app catches it as a portal does. */
function failuresOn(): string[] {
  return screen
    .queryAllByText(
      /Cannot read|is not a function|is not iterable|Invalid time/,
    )
    .map(({ textContent }) => textContent ?? '');
}

describe('Whatever the API may tell', () => {
  let errors: jest.SpyInstance;
  beforeEach(() => {
    errors = jest.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(() => errors.mockRestore());

  const thrown = () =>
    errors.mock.calls
      .map(call => call.map(String).join(' '))
      .filter(text => /The above error occurred|Uncaught/.test(text));

  /** Draws what is given, and says what of it failed. */
  async function holds(
    surfaces: JSX.Element,
    api: Partial<SlipwayApi>,
  ): Promise<string[]> {
    errors.mockClear();
    try {
      renderCards(
        <>
          {surfaces}
          <p>all of it is drawn</p>
        </>,
        api.getState ?? (() => new Promise(() => {})),
        { api },
      );
      await screen.findByText('all of it is drawn');
      // What was asked for has come.
      await new Promise(done => setTimeout(done, 20));
      expect(screen.getByText('all of it is drawn')).toBeInTheDocument();
      return [...failuresOn(), ...thrown()];
    } finally {
      cleanup();
    }
  }

  it('no card fails on it', async () => {
    await fc.assert(
      fc.asyncProperty(
        any<EntityState>('EntityState'),
        any<HistoryPage>('HistoryPage'),
        any<EntityMetrics>('EntityMetrics'),
        async (state, history, metrics) =>
          expect(
            await holds(
              <>
                <ServiceOverview />
                <ServicePage />
              </>,
              {
                getState: async () => state,
                getHistory: async () => ({ ...history, next: undefined }),
                getMetrics: async () => metrics,
              },
            ),
          ).toEqual([]),
      ),
      { numRuns: 30 },
    );
  }, 240_000);

  it('no list of many services fails on it', async () => {
    await fc.assert(
      fc.asyncProperty(
        any<FleetPage>('FleetPage'),
        any<QuotasPage>('QuotasPage'),
        any<BackupsPage>('BackupsPage'),
        any<DuePage>('DuePage'),
        any<{ sources: SourceHealth[] }>('SourcesResponse'),
        async (fleet, quotas, backups, due, sources) =>
          expect(
            await holds(
              <>
                <Lists.ServicesPage />
                <Lists.QuotasPage />
                <Lists.BackupsPage />
                <Lists.DuePage />
                <Lists.SourcesPage />
              </>,
              {
                getFleet: async () => ({ ...fleet, next: undefined }),
                getQuotas: async () => ({ ...quotas, next: undefined }),
                getBackups: async () => ({ ...backups, next: undefined }),
                getDue: async () => ({ ...due, next: undefined }),
                getSources: async () => sources,
              },
            ),
          ).toEqual([]),
      ),
      { numRuns: 30 },
    );
  }, 240_000);
});
