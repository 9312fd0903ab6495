import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ResponseError } from '@backstage/errors';
import { entityAnnotations } from '@slipway/model';
import type { StateOf } from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import {
  AT,
  component,
  deployed,
  documentOf,
  environment,
  reason,
  waitingForBuild,
  workload,
} from '../../__testUtils__/documents';
import { renderCard } from '../../__testUtils__/renderCard';
import { data, states } from '../../__testUtils__/states';

const never = () => new Promise<never>(() => {});

const waiting = documentOf(
  environment(
    'dev',
    deployed(
      'progressing',
      [workload('waiting-for-first-build', { commit: undefined })],
      [waitingForBuild],
    ),
  ),
);

const answered = (status: number, name: string) => async () => {
  throw await ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message: 'no' },
        response: { statusCode: status },
      }),
      {
        status,
        headers: { 'content-type': 'application/json' },
      },
    ),
  );
};

const region = () => screen.findByRole('region', { name: 'Deployments' });

async function loadedItem(name: string) {
  await waitFor(async () =>
    expect(await region()).not.toHaveAttribute('aria-busy', 'true'),
  );
  return screen.findByRole('listitem', { name });
}

describe('Before the first answer', () => {
  it('the card is busy and names the environments already', async () => {
    const { container } = renderCard(never);
    const card = await region();

    expect(card).toHaveAttribute('aria-busy', 'true');
    expect(
      within(card).getByRole('heading', { name: 'Loading the deployments' }),
    ).toBeInTheDocument();
    expect(
      within(card)
        .getAllByRole('listitem')
        .map(item => item.getAttribute('aria-label')),
    ).toEqual(['dev', 'staging', 'prod']);
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('An environment', () => {
  it('tells version, commit and replicas of its workload', async () => {
    renderCard(async () =>
      documentOf(
        environment('dev', deployed('healthy', [workload('0.1.3')])),
        environment('prod', deployed('healthy', [workload('0.1.2')])),
      ),
    );
    const dev = await loadedItem('dev');

    expect(within(dev).getByText('0.1.3')).toBeInTheDocument();
    expect(within(dev).getByText('2 of 2 ready')).toBeInTheDocument();
    expect(
      within(dev).getByRole('link', { name: /Commit 1a2b3c4/ }),
    ).toHaveAttribute(
      'href',
      'https://git.example/shop/payments/commit/1a2b3c4',
    );
    expect(
      within(await loadedItem('prod')).getByText('0.1.2'),
    ).toBeInTheDocument();
  });

  it.each([
    ['is the newest', { behind: 0 }, 'the newest commit'],
    ['has one after it', { behind: 1 }, 'one newer commit'],
    ['has several after it', { behind: 12 }, '12 newer commits'],
    [
      'has more after it than were counted',
      { behind: 50, more: true },
      'at least 50 newer commits',
    ],
  ])('tells whose change runs, which %s', async (_, place, told) => {
    const { running } = states.commits;
    const commits = {
      ...states.commits,
      running: [{ ...running[0], ref: '1a2b3c4', ...place }],
    } satisfies StateOf['commits'];
    const { container } = renderCard(async () =>
      documentOf(environment('prod', deployed(), data(commits))),
    );
    const prod = await loadedItem('prod');

    expect(
      within(prod).getByText('Take cards of another bank'),
    ).toBeInTheDocument();
    expect(within(prod).getByText('by Ada Lovelace')).toBeInTheDocument();
    expect(within(prod).getByText(told)).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells how far environments are apart by the commits that run, not by one that ran before', async () => {
    const [running] = states.commits.running;
    const told = (ref: string, behind: number) =>
      data({ ...states.commits, running: [{ ...running, ref, behind }] });
    renderCard(async () =>
      documentOf(
        environment('dev', deployed(), told('1a2b3c4', 0)),
        environment('staging', deployed(), told('1a2b3c4', 2)),
        // What came a moment ago: the host still tells of the commit before.
        environment(
          'prod',
          deployed('healthy', [workload('0.1.4', { commit: '5d6e7f8' })]),
          told('1a2b3c4', 2),
        ),
      ),
    );

    expect(
      within(await loadedItem('dev')).getByText('2 commits ahead of staging'),
    ).toBeInTheDocument();
    expect(
      within(await loadedItem('staging')).queryByText('the same as prod'),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['1a2b3c4', true],
    ['5d6e7f8', false],
  ])('beside 1a2b3c4, as new a %s is the same: %s', async (ref, same) => {
    const [running] = states.commits.running;
    const runs = (commit: string) =>
      [
        deployed('healthy', [workload('0.1.3', { commit })]),
        data({ ...states.commits, running: [{ ...running, ref: commit }] }),
      ] as const;
    renderCard(async () =>
      documentOf(
        environment('dev', ...runs('1a2b3c4')),
        environment('prod', ...runs(ref)),
      ),
    );

    expect(
      within(await loadedItem('dev')).queryAllByText('the same as prod'),
    ).toHaveLength(same ? 1 : 0);
  });

  it('tells what was known of a commit while its host is away', async () => {
    const { running } = states.commits;
    renderCard(async () =>
      documentOf(
        environment('prod', deployed(), {
          answer: 'unreachable',
          since: AT,
          reason: 'connection refused',
          lastKnown: {
            at: AT,
            value: {
              ...states.commits,
              running: [{ ...running[0], ref: '1a2b3c4' }],
            },
          },
        }),
      ),
    );
    expect(
      within(await loadedItem('prod')).getByText('by Ada Lovelace'),
    ).toBeInTheDocument();
  });

  it('counts the replicas of the wanted version, and tells which one still serves', async () => {
    renderCard(async () =>
      documentOf(
        environment(
          'dev',
          deployed('progressing', [
            workload('0.1.4', {
              ready: 2,
              readyUpdated: 0,
              serving: { version: '0.1.3', commit: '1a2b3c4', ready: 2 },
            }),
          ]),
        ),
      ),
    );
    const dev = await loadedItem('dev');

    expect(within(dev).getByText('0 of 2 ready')).toBeInTheDocument();
    expect(
      within(dev).getByText('0.1.3 still serves, 2 ready'),
    ).toBeInTheDocument();
  });

  it.each([
    [0, undefined],
    [1, 'one restart'],
    [12, '12 restarts'],
  ])('tells of %d restarts beside the replicas: %s', async (restarts, told) => {
    const document = documentOf(
      environment(
        'dev',
        deployed('healthy', [workload('0.1.3', { restarts })]),
      ),
    );
    renderCard(async () => document);
    const dev = await loadedItem('dev');
    expect(within(dev).queryAllByText(told ?? /restart/)).toHaveLength(
      told ? 1 : 0,
    );

    renderCard(async () => document, component(), { full: true });
    const cell = await screen.findByRole('cell', { name: /2 of 2 ready/ });
    expect(within(cell).queryAllByText(told ?? /restart/)).toHaveLength(
      told ? 1 : 0,
    );
  });

  it.each([
    ['on the entity page', {}, 'listitem'],
    ['in depth', { full: true }, 'row'],
  ])(
    'with one version in preview tells both sides, %s',
    async (_, settings, role) => {
      const { container } = renderCard(
        async () =>
          documentOf(
            environment(
              'prod',
              deployed('progressing', [
                workload('0.1.4', {
                  kind: 'Rollout',
                  ready: 3,
                  readyUpdated: 1,
                  serving: { version: '0.1.3', ready: 2 },
                  rollout: {
                    strategy: 'blue-green',
                    paused: 'promotion',
                    stable: { version: '0.1.3', wanted: 2, ready: 2 },
                    canary: { version: '0.1.4', wanted: 2, ready: 1 },
                  },
                }),
              ]),
            ),
          ),
        component(),
        settings,
      );
      const serves = await screen.findByText('0.1.3 serves, 2 of 2 ready');
      const prod = screen.getByRole(role, { name: /prod/ });

      expect(prod).toContainElement(serves);
      expect(
        within(prod).getByText('0.1.4 in preview, 1 of 2 ready'),
      ).toBeInTheDocument();
      expect(
        within(prod).getByText('waits until somebody promotes it'),
      ).toBeInTheDocument();
      // It is told once.
      expect(within(prod).queryByText(/still serves/)).not.toBeInTheDocument();
      expect(await violationsIn(container)).toEqual([]);
    },
  );

  it('tells what still serves where a preview is told without it', async () => {
    renderCard(async () =>
      documentOf(
        environment(
          'prod',
          deployed('progressing', [
            workload('0.1.4', {
              serving: { version: '0.1.3', ready: 2 },
              rollout: {
                strategy: 'blue-green',
                canary: { version: '0.1.4', wanted: 2, ready: 1 },
              },
            }),
          ]),
        ),
      ),
    );

    expect(
      within(await loadedItem('prod')).getByText('0.1.3 still serves, 2 ready'),
    ).toBeInTheDocument();
  });

  it('names its workloads where it has several', async () => {
    renderCard(async () =>
      documentOf(
        environment(
          'dev',
          deployed('healthy', [
            workload('0.1.3', { name: 'api' }),
            workload('0.1.4', { name: 'worker' }),
          ]),
        ),
      ),
    );
    const dev = await loadedItem('dev');

    for (const text of ['api', '0.1.3', 'worker', '0.1.4']) {
      expect(within(dev).getByText(text)).toBeInTheDocument();
    }
  });

  it('tells one version where a service brings a database for itself', async () => {
    renderCard(async () =>
      documentOf(
        environment(
          'dev',
          deployed('healthy', [
            workload('0.1.3'),
            workload('18', { name: 'payments-db', need: 'db' }),
          ]),
        ),
        environment('prod', deployed('healthy', [workload('0.1.3')])),
      ),
    );
    const dev = await loadedItem('dev');

    expect(screen.getByText('dev and prod run 0.1.3')).toBeInTheDocument();
    // What it brings is told in one line.
    expect(within(dev).getByText('18').parentElement).toHaveTextContent(
      'payments-db 18',
    );
    expect(within(dev).getAllByText('18')).toHaveLength(1);
  });

  it.each([
    [12, 12],
    [13, 0],
  ])(
    'with %d replicas draws %d squares and keeps the numbers',
    async (wanted, squares) => {
      renderCard(async () =>
        documentOf(
          environment(
            'dev',
            deployed('progressing', [workload('0.1.3', { wanted, ready: 7 })]),
          ),
        ),
      );
      const replicas = within(await loadedItem('dev')).getByText(
        `7 of ${wanted} ready`,
      );

      expect(replicas.parentElement?.getElementsByTagName('i')).toHaveLength(
        squares,
      );
    },
  );

  it('shows what was last known of a lost cluster, with its time', async () => {
    renderCard(async () =>
      documentOf(
        environment('prod', {
          answer: 'unreachable',
          since: AT,
          reason: 'no answer within 10 s',
          lastKnown: { value: deployed(), at: AT },
        }),
      ),
    );
    const prod = await loadedItem('prod');

    expect(within(prod).getByText('0.1.3')).toBeInTheDocument();
    expect(within(prod).getByText(/^as of /)).toHaveAttribute('datetime', AT);
    expect(
      within(prod).getByText(/^eu-1 cannot be read since /),
    ).toHaveAttribute('title', 'no answer within 10 s');
    expect(within(prod).queryByText('not read yet')).not.toBeInTheDocument();
  });

  it('says that it was never read, rather than that nothing is there', async () => {
    renderCard(async () =>
      documentOf(
        environment('prod', {
          answer: 'unreachable',
          since: AT,
          reason: 'no answer within 10 s',
        }),
      ),
    );
    const prod = await loadedItem('prod');

    expect(within(prod).getByText('not read yet')).toBeInTheDocument();
    expect(within(prod).queryByText(/as of/)).not.toBeInTheDocument();
    expect(within(prod).queryByText(/nothing/)).not.toBeInTheDocument();
  });

  it('says that nothing is deployed where nothing is', async () => {
    renderCard(async () =>
      documentOf(
        environment('dev'),
        environment('prod', { answer: 'absent', at: AT }),
      ),
    );

    expect(
      within(await loadedItem('prod')).getByText(
        'nothing is deployed here yet',
      ),
    ).toBeInTheDocument();
  });
});

describe('What is wrong', () => {
  it('is told with its evidence and what to do, the worst first', async () => {
    renderCard(async () =>
      documentOf(
        environment('dev', deployed('degraded', undefined, [reason()])),
        environment(
          'prod',
          deployed('failed', undefined, [
            reason({ state: 'failed', message: 'the image cannot be pulled' }),
          ]),
        ),
      ),
    );
    const first = await screen.findByText('the image cannot be pulled');
    const second = screen.getByText('api ends again and again');

    expect(
      // eslint-disable-next-line no-bitwise
      first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();
    expect(screen.getAllByText('exit code 1, 7 restarts')).toHaveLength(2);
    expect(screen.getAllByText('Read the log of the last run')).toHaveLength(2);
  });

  it('names the permission that is missing on which cluster', async () => {
    renderCard(async () =>
      documentOf(
        environment('prod', {
          answer: 'denied',
          since: AT,
          permission: 'list deployments in payments-prod',
        }),
      ),
    );

    expect(
      await screen.findByText('prod may not be read', { selector: 'p' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Missing on cluster eu-1: list deployments in payments-prod.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/Ask the platform team/)).toBeInTheDocument();
  });
});

describe('While the first build is awaited', () => {
  it('the card leads to the builds', async () => {
    renderCard(async () => waiting);

    expect(
      await screen.findByRole('link', { name: /See the builds/ }),
    ).toHaveAttribute('href', 'https://git.example/shop/payments/actions');
    expect(
      within(await loadedItem('dev')).getByText('waiting for the first build'),
    ).toBeInTheDocument();
    expect(
      screen.queryByText('waiting-for-first-build'),
    ).not.toBeInTheDocument();
  });

  it('an address that is no page of the web is no link', async () => {
    renderCard(
      async () => waiting,
      component({
        // eslint-disable-next-line no-script-url
        [entityAnnotations.builds]: 'javascript:alert(1)',
        // eslint-disable-next-line no-script-url
        [entityAnnotations.sourceLocation]: 'url:javascript:alert(1)',
      }),
    );
    await loadedItem('dev');

    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});

describe('Without an answer', () => {
  it('who may not read is told the permission and the entity', async () => {
    const { container } = renderCard(answered(403, 'NotAllowedError'));

    expect(
      await screen.findByText('You may not see what runs'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/slipway\.state\.read on component:default\/payments/),
    ).toBeInTheDocument();
    expect(screen.getByText('Denied')).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each([
    ['the back end fails', answered(503, 'ServiceUnavailableError')],
    [
      'the network is gone',
      async () => {
        throw new TypeError('Failed to fetch');
      },
    ],
  ])('the card says so and not "nothing": %s', async (_, getDeployments) => {
    const { container } = renderCard(getDeployments);

    expect(
      await screen.findByText('The state cannot be read just now'),
    ).toBeInTheDocument();
    expect(screen.getByText('Unreachable')).toBeInTheDocument();
    expect(screen.getByText(/tries again by itself/)).toBeInTheDocument();
    expect(screen.queryByText(/nothing is deployed/)).not.toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('after a good one, what was seen stays and is told to be old', async () => {
    jest.useFakeTimers();
    try {
      const getDeployments = jest
        .fn()
        .mockResolvedValueOnce(documentOf(environment('dev')))
        .mockRejectedValue(new Error('gone'));
      renderCard(getDeployments);
      expect(await screen.findByText('dev runs 0.1.3')).toBeInTheDocument();

      await act(() => jest.advanceTimersByTimeAsync(60_000));

      expect(
        await screen.findByText(/The state cannot be read just now/),
      ).toBeInTheDocument();
      expect(screen.getByText('dev runs 0.1.3')).toBeInTheDocument();
      expect(screen.getByText('2 of 2 ready')).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('A component that the Kubernetes plugin knows', () => {
  const known = component({
    [entityAnnotations.environments]: '',
    [entityAnnotations.kubernetesId]: 'payments',
  });

  it('shows where it was found, that this is a guess, and which prod is which', async () => {
    const failing = deployed('failed', undefined, [
      reason({ state: 'failed', message: 'api crashes' }),
    ]);
    const at = (cluster: string, namespace: string, state = deployed()) => ({
      ...environment('prod', state),
      cluster,
      namespace,
      guessed: true,
    });
    renderCard(
      async () =>
        documentOf(
          environment('dev'),
          at('eu-1', 'shop-prod'),
          at('us-1', 'shop-prod', failing),
          at('us-1', 'old-prod'),
        ),
      known,
    );
    await screen.findByRole('listitem', { name: 'prod (eu-1)' });
    expect(
      screen
        .getAllByRole('listitem')
        .map(item => item.getAttribute('aria-label')),
    ).toEqual([
      'dev',
      'prod (eu-1)',
      'prod (us-1/shop-prod)',
      'prod (us-1/old-prod)',
    ]);
    expect(
      screen.getByText('prod (us-1/shop-prod): api crashes'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/environments by the names of their namespaces/),
    ).toBeInTheDocument();
  });

  it.each([
    [undefined, 'found on none of the clusters'],
    [['eu-1', 'us-1'], 'found nowhere yet; not read: eu-1, us-1'],
  ])('says that it was found nowhere, unread: %j', async (unread, text) => {
    const { container } = renderCard(
      async () => ({ ...documentOf(), ...(unread && { unread }) }),
      known,
    );
    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(
      screen.getByText(/backstage\.io\/kubernetes-id: my/),
    ).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('A component that names no environments', () => {
  it('has no button where the browser has no clipboard', async () => {
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', {
      value: undefined,
      configurable: true,
    });
    try {
      renderCard(
        jest.fn(),
        component({ [entityAnnotations.environments]: '' }),
      );
      await screen.findByText(/slipway\.dev\/environments: dev=/);
      expect(screen.queryByRole('button')).not.toBeInTheDocument();
    } finally {
      Object.defineProperty(navigator, 'clipboard', {
        value: clipboard,
        configurable: true,
      });
    }
  });

  it('is told the lines to add, which a button copies, and nothing is read', async () => {
    const user = userEvent.setup();
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    const getDeployments = jest.fn();
    const { container } = renderCard(
      getDeployments,
      component({ [entityAnnotations.environments]: '' }),
    );

    const lines = await screen.findByText(/slipway\.dev\/environments: dev=/);
    expect(lines).toHaveTextContent('backstage.io/kubernetes-id: my-service');
    expect(await violationsIn(container)).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(
      await screen.findByRole('button', { name: 'Copied' }),
    ).toBeInTheDocument();
    expect(copied).toHaveBeenCalledWith(lines.textContent);
    expect(getDeployments).not.toHaveBeenCalled();
  });
});
