import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { violationsIn } from '../../__testUtils__/accessibility';
import {
  component,
  deployed,
  documentOf,
  environment,
  reason,
  workload,
} from '../../__testUtils__/documents';
import { onlyDeployed } from '../../__testUtils__/states';
import { slipwayApiRef } from '../../api';
import { DeploymentsCard } from '../DeploymentsCard';
import { kubernetesProxyRef, type KubernetesProxy } from './kubernetesProxy';

const known = onlyDeployed(
  documentOf(
    environment(
      'prod',
      deployed(
        'failed',
        [workload()],
        [
          reason({
            state: 'failed',
            log: { pod: 'payments-7d9-x', container: 'api', previous: true },
          }),
        ],
      ),
    ),
  ),
);

type Asked = Parameters<KubernetesProxy['proxy']>[0];

/** A failing pod on its card, in a portal whose Kubernetes plugin gives these answers one after the other. */
function renderFailing(...answers: (() => Promise<Response>)[]) {
  const asked: Asked[] = [];
  const proxy = async (options: Asked) => {
    asked.push(options);
    return answers[Math.min(asked.length, answers.length) - 1]();
  };
  renderInTestApp(
    <EntityProvider entity={component()}>
      <DeploymentsCard />
    </EntityProvider>,
    {
      apis: [
        [slipwayApiRef, { getState: async () => known }],
        ...(answers.length > 0
          ? ([[kubernetesProxyRef, { proxy }]] as const)
          : []),
      ],
    },
  );
  return asked;
}

const wrote = (text: string) => async () => new Response(text);
const refused = (status: number, body: object) => async () =>
  new Response(JSON.stringify(body), { status });
const cluster = (status: number) => refused(status, { kind: 'Status' });

async function openLog() {
  const user = userEvent.setup();
  await user.click(
    await screen.findByRole('button', { name: /^Last log lines/ }),
  );
  return {
    user,
    dialog: await screen.findByRole('dialog', {
      name: 'Last lines of container api',
    }),
  };
}

describe('The last log lines of a failing pod', () => {
  it('are those of the run that ended, asked of its cluster as who looks', async () => {
    const asked = renderFailing(
      wrote('starting\n\u001b[31mno database\u001b[0m\n'),
    );
    const { dialog } = await openLog();
    const lines = await within(dialog).findByRole('region', {
      name: 'Last lines of container api',
    });
    expect(lines).toHaveTextContent('starting no database');
    expect(lines.textContent).not.toContain('\u001b');
    within(dialog).getByText('Of the run that ended last');
    within(dialog).getByText('Pod payments-7d9-x in payments-prod on eu-1');
    const [{ clusterName, path }] = asked;
    const url = new URL(path, 'http://cluster');
    expect([clusterName, url.pathname]).toEqual([
      'eu-1',
      '/api/v1/namespaces/payments-prod/pods/payments-7d9-x/log',
    ]);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      container: 'api',
      previous: 'true',
      tailLines: '60',
    });
    expect(await violationsIn(dialog)).toEqual([]);
  });

  it('are those of the run that goes on, where the one before is forgotten', async () => {
    const asked = renderFailing(cluster(400), wrote('starting'));
    const { dialog } = await openLog();
    await within(dialog).findByText('Of the run that goes on');
    expect(asked.map(({ path }) => path.includes('previous'))).toEqual([
      true,
      false,
    ]);
  });

  it('are read again when somebody wants them again', async () => {
    renderFailing(wrote('starting'), wrote('starting\nended'));
    const { dialog, user } = await openLog();
    await within(dialog).findByText('starting');
    await user.click(
      within(dialog).getByRole('button', { name: 'Read again' }),
    );
    await within(dialog).findByText(/ended$/, { selector: 'pre' });
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it.each([
    ['it wrote nothing', wrote('\n'), /has written nothing yet/],
    ['it has not begun', cluster(400), /has written nothing yet/],
    ['the pod is gone', cluster(404), /The pod is gone/],
    [
      'the cluster refuses',
      cluster(403),
      /may not read this log.*get pods\/log in payments-prod on eu-1/,
    ],
    [
      'the portal refuses',
      refused(403, { error: { name: 'NotAllowedError' } }),
      /may not read this log.*kubernetes\.proxy/,
    ],
    [
      'clusters may not even be named',
      async () => {
        throw Object.assign(new Error('no'), { statusCode: 403 });
      },
      /may not read this log.*kubernetes\.clusters\.read/,
    ],
    [
      'the portal does not know the cluster',
      refused(404, { error: { name: 'NotFoundError' } }),
      /eu-1 does not answer just now/,
    ],
    ['the cluster fails', cluster(503), /eu-1 does not answer just now/],
    [
      'nothing answers',
      async () => {
        throw new TypeError('Failed to fetch');
      },
      /eu-1 does not answer just now/,
    ],
  ])('say why there are none: %s', async (_, answer, words) => {
    renderFailing(answer);
    const { dialog } = await openLog();
    expect(await within(dialog).findByText(words)).toBeVisible();
  });

  it('are not offered where the portal has no Kubernetes plugin', async () => {
    renderFailing();
    await screen.findByText('api ends again and again');
    expect(screen.queryByRole('button', { name: /log lines/ })).toBeNull();
  });
});
