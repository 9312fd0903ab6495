import { screen, within } from '@testing-library/react';
import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { EntityState } from '@slipway/plugin-slipway-common';
import { slipwayApiRef, type SlipwayApi } from '../../api';
import { violationsIn } from '../../__testUtils__/accessibility';
import { AT, component } from '../../__testUtils__/documents';
import {
  absent,
  data,
  environmentState,
  judged,
  stateOfEntity,
  states,
} from '../../__testUtils__/states';
import { OperationsCard } from './OperationsCard';

const show = (
  getState: EntityState | SlipwayApi['getState'],
  entity = component(),
) =>
  renderInTestApp(
    <EntityProvider entity={entity}>
      <OperationsCard />
    </EntityProvider>,
    {
      apis: [
        [
          slipwayApiRef,
          {
            getState:
              typeof getState === 'function' ? getState : async () => getState,
          },
        ],
      ],
    },
  );

const nothing = {
  delivery: absent,
  quota: absent,
  scaling: absent,
  data: absent,
  backups: absent,
  secrets: absent,
  vault: absent,
  exposure: absent,
};

const headroom = {
  code: 'quota-headroom',
  state: 'degraded' as const,
  message: 'prod can scale to 7 of 10: memory ends first',
  evidence: 'ResourceQuota platform: 384 MiB of 960 MiB used.',
  remedy: 'Ask the platform team for more.',
};

const late = {
  code: 'backup-late',
  state: 'failed' as const,
  message: 'the last backup of db in prod is 2 days old',
};

const row = (name: string) => screen.getByRole('row', { name: RegExp(name) });

describe('The operations of a service', () => {
  it('are told for each environment, one fact each', async () => {
    const { container } = show(
      stateOfEntity(
        environmentState('dev', {
          ...nothing,
          delivery: data(states.delivery as any),
        }),
        environmentState('prod'),
      ),
    );
    expect(
      await screen.findByRole('heading', { name: /All is as it should be/ }),
    ).toBeInTheDocument();
    expect(row('Delivery')).toHaveTextContent(/1a2b3c4.*1a2b3c4/);
    expect(row('Quota')).toHaveTextContent(/Nothing there.*40% used/);
    expect(row('Scaling')).toHaveTextContent('3 of 3–8');
    expect(row('Data')).toHaveTextContent('1 of 1 well');
    expect(row('Backups')).toHaveTextContent('ago');
    expect(row('Secrets')).toHaveTextContent('1 of 1 there');
    expect(row('Hosts')).toHaveTextContent('pay.example.org');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('leave out what none of the environments has', async () => {
    show(
      stateOfEntity(
        environmentState('dev', {
          ...nothing,
          quota: data(states.quota as any),
        }),
      ),
    );
    await screen.findByRole('row', { name: /Quota/ });
    expect(screen.queryByRole('row', { name: /Backups/ })).toBeNull();
  });

  it('count volumes where there is no server, and servers that are whole', async () => {
    const volume = { createdAt: AT, of: 'api' };
    const { data: well } = states;
    show(
      stateOfEntity(
        environmentState('dev', {
          data: data({
            ...well,
            stores: [],
            volumes: [
              { ...volume, name: 'a', state: 'bound' as const },
              { ...volume, name: 'b', state: 'pending' as const },
            ],
          }),
        }),
        environmentState('prod', {
          data: data({
            ...well,
            stores: [...well.stores, { ...well.stores[0], ready: 2 }],
          } as any),
        }),
      ),
    );
    await screen.findByRole('row', { name: /Data/ });
    expect(row('Data')).toHaveTextContent(/1 of 2 volumes.*1 of 2 well/);
  });

  it('say that there is nothing yet', async () => {
    const { container } = show(stateOfEntity(environmentState('dev', nothing)));
    expect(
      await screen.findByText(
        /Nothing delivers, limits, scales or backs it up/,
      ),
    ).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('begin with what is wrong, the worst first, with its evidence and what to do', async () => {
    const { container } = show(
      stateOfEntity(
        environmentState('prod', {
          quota: data({
            ...states.quota,
            workloads: [
              {
                name: 'api',
                wanted: 3,
                most: 10,
                reaches: 7,
                endsWith: 'requests.memory',
                each: {},
              },
            ],
            verdict: judged(headroom),
          }),
          backups: data({ ...states.backups, verdict: judged(late) } as any),
        }),
      ),
    );
    expect(
      await screen.findByRole('heading', {
        name: /Failed.*2 things need attention/,
      }),
    ).toBeInTheDocument();
    expect(row('Quota')).toHaveTextContent('7 of 10');
    const told = screen
      .getAllByText(/prod can scale|last backup of db/)
      .map(({ textContent }) => textContent);
    expect(told).toEqual([late.message, headroom.message]);
    expect(screen.getByText(headroom.remedy)).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tell the one thing that is wrong in one sentence', async () => {
    show(
      stateOfEntity(
        environmentState('prod', {
          quota: data({ ...states.quota, verdict: judged(headroom) }),
        }),
      ),
    );
    expect(
      await screen.findByRole('heading', { name: RegExp(headroom.message) }),
    ).toBeInTheDocument();
    expect(screen.getAllByText(headroom.message)).toHaveLength(1);
    expect(screen.getByText(headroom.remedy)).toBeInTheDocument();
  });

  it('keep what was known of what cannot be read, and name what is missing', async () => {
    const { container } = show(
      stateOfEntity(
        environmentState('prod', {
          quota: {
            answer: 'denied',
            since: AT,
            permission: 'list resourcequotas on cluster eu-1',
          },
          backups: {
            answer: 'unreachable',
            since: AT,
            reason: 'connection refused',
            lastKnown: { value: states.backups as any, at: AT },
          },
        }),
      ),
    );
    expect(
      await screen.findByRole('heading', { name: /cannot be read just now/ }),
    ).toBeInTheDocument();
    expect(within(row('Quota')).getByText('Denied')).toBeInTheDocument();
    expect(row('Backups')).toHaveTextContent(/Unreachable.*ago.*as of/);
    expect(
      screen.getByText('Missing: list resourcequotas on cluster eu-1.'),
    ).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are not there for a component that names no environments', async () => {
    const getState = jest.fn();
    const entity = component();
    entity.metadata.annotations = {};
    show(getState, entity);
    expect(screen.queryByRole('region', { name: 'Operations' })).toBeNull();
    expect(getState).not.toHaveBeenCalled();
  });

  it('say what is missing to who may not see them', async () => {
    show(async () => {
      throw await ResponseError.fromResponse(
        Object.assign(new Response('{}', { status: 403 }), {}),
      );
    });
    expect(
      await screen.findByText(/slipway.state.read on component:default/),
    ).toBeInTheDocument();
  });

  it('say that they cannot be had just now', async () => {
    show(async () => {
      throw new Error('no');
    });
    expect(
      await screen.findByText('The state cannot be read just now'),
    ).toBeInTheDocument();
  });
});
