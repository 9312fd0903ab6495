import { screen, within } from '@testing-library/react';
import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  mapKnown,
  type FleetBackup,
  type FleetQuota,
  type SourceHealth,
} from '@slipway/plugin-slipway-common';
import { violationsIn } from '../__testUtils__/accessibility';
import { AT } from '../__testUtils__/documents';
import { slipwayApiRef, type SlipwayApi } from '../api';
import { BackupsPage, QuotasPage, SourcesPage } from './lists';

function open(page: JSX.Element, api: Partial<SlipwayApi>) {
  return renderInTestApp(page, {
    apis: [[slipwayApiRef, api]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

const quota = (
  used: number,
  changes: Partial<FleetQuota> = {},
): FleetQuota => ({
  cluster: 'eu-1',
  namespace: 'shop-prod',
  services: ['component:default/cart', 'component:default/orders'],
  state: {
    answer: 'data',
    at: AT,
    value: {
      resources: [
        {
          resource: 'requests.memory',
          quota: 'platform',
          used: used * 1024 ** 3,
          limit: 32 * 1024 ** 3,
        },
        { resource: 'pods', quota: 'platform', used: 4, limit: 40 },
      ],
      verdict: { state: 'healthy', reasons: [] },
    },
  },
  ...changes,
});

const backup = (changes: Partial<FleetBackup> = {}): FleetBackup => ({
  entityRef: 'component:default/ledger',
  environment: 'prod',
  cluster: 'eu-1',
  namespace: 'ledger-prod',
  answer: 'data',
  state: 'healthy',
  need: 'db',
  does: 'backup',
  suspended: false,
  objectiveSeconds: 26 * 3600,
  lastSuccessAt: AT,
  ...changes,
});

const source = (changes: Partial<SourceHealth> = {}): SourceHealth => ({
  id: 'kubernetes/eu-1',
  state: 'ok',
  since: AT,
  heardAt: AT,
  ...changes,
});

const rows = async () =>
  within(await screen.findByRole('table'))
    .getAllByRole('row')
    .slice(1)
    .map(row => row.textContent);

describe('The list of quotas', () => {
  it('says which namespaces are nearly full, and what is left', async () => {
    const { container } = open(<QuotasPage />, {
      getQuotas: async () => ({ quotas: [quota(30)], total: 1 }),
    });
    expect(
      await screen.findByText('one namespace is nearly full'),
    ).toBeInTheDocument();
    expect(await rows()).toEqual([
      'shop-prodeu-1cart, ordersmemory30 GiB of 32 GiB2 GiB',
      'pods4 of 4036',
    ]);
    expect(
      screen.getByRole('img', { name: '94% of memory used' }),
    ).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says what is really used beside what is set aside', async () => {
    const { state } = quota(8);
    const { container } = open(<QuotasPage />, {
      getQuotas: async () => ({
        quotas: [
          quota(8, {
            state: mapKnown(state, value => ({
              ...value,
              use: {
                answer: 'data',
                at: AT,
                value: {
                  all: { cpu: 1, memory: 3 * 1024 ** 3 },
                  verdict: { state: 'healthy', reasons: [] },
                },
              },
            })),
          }),
        ],
        total: 1,
      }),
    });
    expect(await rows()).toEqual([
      'shop-prodeu-1cart, ordersmemory8 GiB of 32 GiBreally used: 3 GiB24 GiB',
      'pods4 of 4036',
    ]);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('shows as of when it is where the cluster does not answer', async () => {
    const { state } = quota(8);
    const known = state.answer === 'data' ? state.value : undefined;
    open(<QuotasPage />, {
      getQuotas: async () => ({
        quotas: [
          quota(8, {
            state: {
              answer: 'unreachable',
              since: AT,
              reason: 'connection refused',
              lastKnown: { value: known!, at: AT },
            },
          }),
        ],
        total: 1,
      }),
    });
    expect(await screen.findByText('Unreachable')).toBeInTheDocument();
    expect(screen.getByText(/as of/)).toBeInTheDocument();
    expect(screen.getByText(/8 GiB of 32 GiB/)).toBeInTheDocument();
  });

  it('says what was not read yet since the portal started', async () => {
    const { state } = quota(8);
    const known = state.answer === 'data' ? state.value : undefined;
    open(<QuotasPage />, {
      getQuotas: async () => ({
        quotas: [
          quota(8, {
            state: {
              answer: 'unreachable',
              since: AT,
              reason: 'not read yet',
              starting: true,
              lastKnown: { value: known!, at: AT },
            },
          }),
        ],
        total: 1,
      }),
    });
    expect(
      await screen.findByText(/the rest is being read/),
    ).toBeInTheDocument();
    const [row] = await rows();
    expect(row).toMatch(/^shop-prodeu-1In progressbeing read.*as of/);
    expect(screen.queryByText('Unreachable')).not.toBeInTheDocument();
  });

  it('is empty in words', async () => {
    open(<QuotasPage />, { getQuotas: async () => ({ quotas: [], total: 0 }) });
    expect(
      await screen.findByText('No namespace has a quota'),
    ).toBeInTheDocument();
  });
});

describe('The list of backups', () => {
  it('says what is late, and what never was', async () => {
    const { container } = open(<BackupsPage />, {
      getBackups: async () => ({
        backups: [
          backup({ state: 'failed', lastSuccessAt: undefined, need: 'files' }),
          backup({ bytes: 3 * 1024 ** 3 }),
        ],
        total: 2,
      }),
    });
    expect(
      await screen.findByText('one backup is not as it should be'),
    ).toBeInTheDocument();
    const [first, second] = await rows();
    expect(first).toMatch(/^Failedledgerprod, eu-1filesneverwithin 26 h/);
    expect(second).toMatch(/Healthyledger.*ago.*3 GiB/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says what was not read yet since the portal started', async () => {
    open(<BackupsPage />, {
      getBackups: async () => ({
        backups: [backup({ answer: 'unreachable', starting: true })],
        total: 1,
        starting: 1,
      }),
    });
    expect(
      await screen.findByText(/the rest is being read/),
    ).toBeInTheDocument();
    const [row] = await rows();
    expect(row).toMatch(/^In progressledgerprod, eu-1 · being readdb/);
  });

  it('says so too where nothing was known before', async () => {
    open(<BackupsPage />, {
      getBackups: async () => ({ backups: [], total: 0, starting: 2 }),
    });
    expect(
      await screen.findByText(/the rest is being read/),
    ).toBeInTheDocument();
  });

  it('is empty in words', async () => {
    open(<BackupsPage />, {
      getBackups: async () => ({ backups: [], total: 0 }),
    });
    expect(await screen.findByText('Nothing is backed up')).toBeInTheDocument();
  });
});

describe('The list of sources', () => {
  it('puts first what cannot be read, with what it lacks', async () => {
    const { container } = open(<SourcesPage />, {
      getSources: async () => ({
        sources: [
          source(),
          source({
            id: 'vault/main',
            state: 'denied',
            reason: 'answered 403',
            permission: 'read on kv/metadata',
            heardAt: undefined,
          }),
        ],
      }),
    });
    expect(
      await screen.findByText('one source cannot be read'),
    ).toBeInTheDocument();
    const [first, second] = await rows();
    expect(first).toMatch(
      /^Deniedvault\/mainanswered 403, since .*Missing: read on kv\/metadatanever$/,
    );
    expect(second).toMatch(/^Healthykubernetes\/eu-1read.*ago$/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says which permission somebody lacks who may not see it', async () => {
    const refused = await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: { name: 'NotAllowedError', message: 'no' },
          response: { statusCode: 403 },
        }),
        { status: 403, headers: { 'content-type': 'application/json' } },
      ),
    );
    open(<SourcesPage />, { getSources: () => Promise.reject(refused) });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(screen.getByText(/slipway\.sources\.read/)).toBeInTheDocument();
  });

  it('says that nobody answers', async () => {
    open(<SourcesPage />, {
      getSources: () => Promise.reject(new Error('no')),
    });
    expect(
      await screen.findByText('The portal does not answer just now'),
    ).toBeInTheDocument();
  });
});
