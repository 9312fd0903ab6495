import { screen } from '@testing-library/react';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { SWRConfig } from 'swr';
import {
  component,
  deployed,
  documentOf,
  environment,
  workload,
} from '../../__testUtils__/documents';
import { onlyDeployed } from '../../__testUtils__/states';
import { slipwayApiRef } from '../../api';
import { templateRouteRef } from '../../routes';
import { DeploymentsCard, type DeploymentsSettings } from './DeploymentsCard';

const before = { version: '0.1.2', tag: '0.1.2-gabcdef0', commit: 'abcdef0' };

const known = onlyDeployed(
  documentOf(
    environment('staging', deployed('healthy', [workload('0.1.4')])),
    environment('prod', deployed('degraded', [workload('0.1.3', { before })])),
  ),
);

/** Somebody before the card: by default an owner, who may make things, in a portal with a scaffolder. */
function renderFor({
  owner = 'user:default/test',
  allowed = true,
  scaffolder = true,
  settings = {},
}: {
  owner?: string;
  allowed?: boolean;
  scaffolder?: boolean;
  settings?: DeploymentsSettings;
} = {}) {
  return renderInTestApp(
    // Answers about permissions are kept for all that is rendered, and who asks here is each time somebody else.
    <SWRConfig value={{ provider: () => new Map() }}>
      <EntityProvider
        entity={{
          ...component(),
          relations: [{ type: 'ownedBy', targetRef: owner }],
        }}
      >
        <DeploymentsCard {...settings} />
      </EntityProvider>
    </SWRConfig>,
    {
      apis: [
        [slipwayApiRef, { getState: async () => known }],
        mockApis.identity(),
        mockApis.permission({
          authorize: (allowed ? 'ALLOW' : 'DENY') as never,
        }),
      ],
      ...(scaffolder && {
        mountedRoutes: {
          '/create/templates/:namespace/:templateName':
            templateRouteRef as never,
        },
      }),
    },
  );
}

const filledIn = (link: HTMLElement) => {
  const { pathname, searchParams } = new URL(
    link.getAttribute('href')!,
    'http://portal',
  );
  return [pathname, JSON.parse(searchParams.get('formData')!)];
};

describe('What an owner may do about a version', () => {
  it('leads to a form that is filled in', async () => {
    renderFor();
    const promote = await screen.findByRole('link', {
      name: 'Promote to prod: 0.1.4 from staging',
    });
    expect(filledIn(promote)).toEqual([
      '/create/templates/default/bring-version',
      {
        entity: 'component:default/payments',
        environment: 'prod',
        which: 'promote',
        from: 'staging',
      },
    ]);
    const back = screen.getByRole('link', {
      name: 'Roll back to 0.1.2 in prod',
    });
    expect(filledIn(back)[1]).toEqual({
      entity: 'component:default/payments',
      environment: 'prod',
      which: 'named',
      version: '0.1.2-gabcdef0',
    });
  });

  it('stands in the table of the tab, too, and leads to the template that a portal names', async () => {
    renderFor({
      settings: { full: true, bringVersion: 'template:tools/move' },
    });
    const promote = await screen.findByRole('link', { name: /^Promote/ });
    expect(filledIn(promote)[0]).toBe('/create/templates/tools/move');
  });

  it.each([
    ['somebody else owns it', { owner: 'group:default/others' }],
    ['who looks may create nothing', { allowed: false }],
    ['the portal has no scaffolder', { scaffolder: false }],
  ])('is not shown where %s', async (_, options) => {
    renderFor(options);
    await screen.findByText('0.1.4');
    // What is asked in the background is answered meanwhile.
    await expect(
      screen.findByRole('link', { name: /Promote|Roll/ }, { timeout: 500 }),
    ).rejects.toThrow('Unable to find');
  });
});
