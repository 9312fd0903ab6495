import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Preview, PreviewRequest } from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import { renderField } from '../../__testUtils__/form';
import { PreviewField } from './PreviewField';

const file = (path: string, digest = 'a') => ({ path, digest, lines: 1 });

const asks: Preview['asks'] = [
  {
    environment: 'prod',
    namespace: 'parcels-prod',
    amounts: {
      pods: 4,
      'requests.cpu': 0.4,
      'requests.memory': 3 * 1024 ** 3,
    },
  },
];

const at = '2026-11-20T12:00:00Z';

const quotaOf = (
  counted: Record<string, [used: number, limit: number]>,
): Preview['asks'][number]['quota'] => ({
  answer: 'data',
  at,
  value: {
    resources: Object.entries(counted).map(([resource, [used, limit]]) => ({
      resource,
      quota: 'quota',
      used,
      limit,
    })),
    verdict: { state: 'healthy', reasons: [] },
  },
});

/** A back end that renders two files, and a third with PostgreSQL. */
const backEnd = async ({ values, open }: PreviewRequest): Promise<Preview> => {
  if (values.name === 'A') {
    return {
      files: [],
      asks: [],
      findings: [
        {
          rule: 'spec.name',
          severity: 'error',
          message: 'A is too short',
          remedy: 'Write more',
          path: 'metadata.name',
        },
      ],
    };
  }
  const files = [
    file('README.md'),
    file('deploy/base/service.yaml', `${values.needs}`),
    ...(values.needs ? [file('deploy/base/postgres.yaml')] : []),
  ];
  return {
    files,
    asks,
    findings: [],
    ...(files.some(({ path }) => path === open) && {
      opened: { path: open!, content: `# ${values.name}: ${open}` },
    }),
  };
};

function show(options: {
  fields?: object;
  next?: object;
  preview?: typeof backEnd;
}) {
  const preview = jest.fn(options.preview ?? backEnd);
  const view = renderField<boolean>(PreviewField, {
    api: { preview },
    schema: { title: 'What you will get' },
    uiSchema: { 'ui:options': { fixed: { type: 'http' } } },
    ...options,
  });
  return { ...view, preview, user: userEvent.setup() };
}

describe('The preview in a form', () => {
  it('shows files from the start, with stand-ins for what is not filled in', async () => {
    const { container, preview } = show({ fields: { runtime: 'go' } });

    await screen.findByText('2 files');
    expect(
      screen.getByText(/stand-ins for name, owner until/),
    ).toBeInTheDocument();
    expect(preview).toHaveBeenCalledWith(
      {
        values: {
          runtime: 'go',
          type: 'http',
          name: 'my-service',
          owner: 'group:default/my-team',
        },
        open: 'README.md',
      },
      expect.anything(),
    );
    expect(screen.getByText('# my-service: README.md')).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('shows any file, and what its environments ask for', async () => {
    const { user } = show({ fields: { name: 'parcels', owner: 'me' } });
    await screen.findByText('2 files');
    const tree = screen.getByRole('navigation');

    await user.click(within(tree).getByText('deploy/base/'));
    await user.click(
      within(tree).getByRole('button', { name: 'service.yaml' }),
    );
    expect(
      await screen.findByText('# parcels: deploy/base/service.yaml'),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /prod/ })).toHaveTextContent(
      'prod4 pods0.4 CPU3 GiB memory',
    );
  });

  it.each<[string, Preview['asks'][number]['quota'], RegExp]>([
    [
      'has room',
      quotaOf({ pods: [4, 10] }),
      /Healthy.*fits just now: 2 pods left then/,
    ],
    [
      'has more room of one than of the other',
      quotaOf({
        pods: [1, 10],
        'requests.memory': [4 * 1024 ** 3, 8 * 1024 ** 3],
      }),
      /Healthy.*fits just now: 1 GiB of memory left then/,
    ],
    [
      'has room, and counts something else',
      quotaOf({ services: [1, 5] }),
      /Healthy.*fits just now: no quota counts it/,
    ],
    [
      'has no room',
      quotaOf({ pods: [8, 10] }),
      /Degraded.*does not fit: 2 pods left for 4$/,
    ],
    [
      'has room of nothing',
      quotaOf({ pods: [8, 10], 'requests.memory': [0, 1024 ** 3] }),
      /does not fit: 1 GiB of memory left for 3 GiB; 2 pods left for 4$/,
    ],
    ['has no quota', { answer: 'absent', at }, /no quota limits it/],
    [
      'may not be read',
      { answer: 'denied', since: at, permission: 'list quotas' },
      /Denied.*may not be read: list quotas/,
    ],
    [
      'cannot be read',
      { answer: 'unreachable', since: at, reason: 'no answer' },
      /Unreachable.*cannot be read just now/,
    ],
  ])('says of a namespace that %s what that means', async (_, quota, said) => {
    const { container } = show({
      fields: { name: 'parcels', owner: 'me' },
      preview: async request => ({
        ...(await backEnd(request)),
        asks: asks.map(ask => ({ ...ask, quota })),
      }),
    });
    await screen.findByText('2 files');
    expect(screen.getByRole('row', { name: /prod/ })).toHaveTextContent(said);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells what a change added and changed', async () => {
    const { user } = show({
      fields: { name: 'parcels', owner: 'me' },
      next: { name: 'parcels', owner: 'me', needs: ['postgres'] },
    });
    await screen.findByText('2 files');
    await user.click(screen.getByRole('button', { name: 'Fill in' }));

    await screen.findByText('3 files; the last change added 1, changed 1');
    const tree = screen.getByRole('navigation');
    expect(within(tree).getByText('2 changed')).toBeInTheDocument();
    await user.click(within(tree).getByText('deploy/base/'));
    expect(
      within(tree).getByRole('button', { name: /postgres.yaml new/ }),
    ).toBeInTheDocument();
    expect(
      within(tree).getByRole('button', { name: /service.yaml changed/ }),
    ).toBeInTheDocument();
  });

  it('tells what is wrong, and keeps what was there before', async () => {
    const { container, user } = show({
      fields: { name: 'parcels', owner: 'me' },
      next: { name: 'A', owner: 'me' },
    });
    await screen.findByText('2 files');
    await user.click(screen.getByRole('button', { name: 'Fill in' }));

    await screen.findByText(/A is too short. Write more./);
    expect(
      screen.getByText('Nothing can be made of this yet'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'README.md' }),
    ).toBeInTheDocument();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('tells of a repository that is there already, once the name is no stand-in', async () => {
    const { user } = show({
      fields: { owner: 'me' },
      next: { name: 'carts', owner: 'me' },
      preview: async request => ({
        ...(await backEnd(request)),
        findings: [
          {
            rule: 'repository.free',
            severity: 'error',
            message: `${request.values.name} exists already`,
            remedy: 'Choose another name',
          },
        ],
      }),
    });
    await screen.findByText('2 files');
    expect(screen.queryByText(/exists already/)).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Fill in' }));

    await screen.findByText(/carts exists already. Choose another name./);
  });

  it.each([
    [503, /cannot be had just now; creating works/],
    [403, /scaffolder.task.create is missing/],
  ])('tells that it cannot be had: %d', async (statusCode, said) => {
    show({
      preview: async () => {
        throw Object.assign(new Error('no'), { statusCode });
      },
    });

    expect(await screen.findByText(said)).toBeInTheDocument();
  });

  it('asks for the last of many changes alone, and never shows an older answer', async () => {
    const answers: (() => void)[] = [];
    const { preview, user } = show({
      fields: { name: 'first', owner: 'me' },
      next: { name: 'second', owner: 'me' },
      preview: (request: PreviewRequest) =>
        new Promise(resolve => answers.push(() => resolve(backEnd(request)))),
    });
    await waitFor(() => expect(answers).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Fill in' }));
    await waitFor(() => expect(answers).toHaveLength(2));
    const [[, first]] = preview.mock.calls as any;
    expect(first.signal.aborted).toBe(true);

    answers[1]();
    await screen.findByText('# second: README.md');
    answers[0]();
    await new Promise(resolve => setTimeout(resolve));
    expect(screen.getByText('# second: README.md')).toBeInTheDocument();
  });
});
