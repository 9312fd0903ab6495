import { cleanup, screen } from '@testing-library/react';
import fc from 'fast-check';
import type { EntityState } from '@slipway/plugin-slipway-common';
import { fromSchema } from '../__testUtils__/fromSchema';
import { renderCards } from '../__testUtils__/renderCards';
import { ServicePage } from '../service/ServicePage';
import { ServiceOverview } from './Overview/ServiceOverview';

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

  it('no card fails on it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fromSchema('EntityState') as fc.Arbitrary<EntityState>,
        async state => {
          errors.mockClear();
          try {
            renderCards(
              <>
                <ServiceOverview />
                <ServicePage />
                <p>all of it is drawn</p>
              </>,
              state,
              {
                api: {
                  getMetrics: async entityRef => ({
                    entityRef,
                    from: '',
                    to: '',
                    environments: [],
                  }),
                  getHistory: async entityRef => ({ entityRef, events: [] }),
                },
              },
            );
            await screen.findByText('all of it is drawn');
            // What was asked for has come.
            await new Promise(done => setTimeout(done, 20));
            expect(screen.getByText('all of it is drawn')).toBeInTheDocument();
            expect(failuresOn()).toEqual([]);
            expect(thrown()).toEqual([]);
          } finally {
            cleanup();
          }
        },
      ),
      { numRuns: 30 },
    );
  }, 240_000);
});
