import { screen } from '@testing-library/react';
import type {
  Answer,
  QuotaState,
  UseState,
} from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import { AT } from '../../__testUtils__/documents';
import { renderCards } from '../../__testUtils__/renderCards';
import {
  data,
  environmentState,
  stateOfEntity,
} from '../../__testUtils__/states';
import { QuotasCard } from '.';

const Gi = 1024 ** 3;
const healthy = { state: 'healthy' as const, reasons: [] };

const use: UseState = {
  all: { cpu: 0.4, memory: 3 * Gi },
  own: {
    used: { cpu: 0.1, memory: Gi },
    asked: { 'requests.cpu': 1, 'requests.memory': 2 * Gi },
  },
  verdict: healthy,
};

const quota = (of?: Answer<UseState>): QuotaState => ({
  resources: [
    ['requests.cpu', 2, 4, 3],
    ['limits.memory', 6 * Gi, 8 * Gi, 6 * Gi],
    ['pods', 4, 10, 9],
  ].map(([resource, used, limit, atMost]) => ({
    resource: resource as string,
    quota: 'platform',
    used: used as number,
    limit: limit as number,
    atMost: atMost as number,
  })),
  workloads: [],
  verdict: healthy,
  ...(of && { use: of }),
});

const open = async (...uses: Array<Answer<UseState> | undefined>) => {
  const { container } = renderCards(
    <QuotasCard full={uses.length > 1} />,
    stateOfEntity(
      ...uses.map((of, index) =>
        environmentState(['dev', 'prod'][index], { quota: data(quota(of)) }),
      ),
    ),
  );
  // While it is read, another stands there.
  await screen.findAllByText('at maximum scale');
  const card = screen.getByRole('region', { name: 'Quotas' });
  return { card, container };
};

const lines = (card: HTMLElement) =>
  card.querySelectorAll('[data-part="really"]');

describe('What is really used of a quota', () => {
  it('stands in words and as a line beside what is set aside', async () => {
    const { card, container } = await open(data(use));
    expect(card).toHaveTextContent(
      'really used: 0.4 cores; this service 10% of what it asks for',
    );
    // What is asked for is not what limits count.
    expect(card).toHaveTextContent(/really used: 3 GiB(?!;)/);
    // Of cores, of memory and in the legend: nobody measures a number of pods.
    expect(lines(card)).toHaveLength(3);
    expect((lines(card)[0] as HTMLElement).style.width).toContain('10%');
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each<[string, Answer<UseState> | undefined]>([
    ['nothing measures it', { answer: 'absent', at: AT }],
    ['nobody reads it', undefined],
    [
      'it was not read yet',
      {
        answer: 'unreachable',
        since: AT,
        reason: 'not read yet',
        starting: true,
      },
    ],
  ])('is not spoken of where %s', async (_, of) => {
    const { card } = await open(of);
    expect(card).not.toHaveTextContent(/really used/i);
    expect(lines(card)).toHaveLength(0);
  });

  it('names the missing permission once, however many environments lack it', async () => {
    const denied: Answer<UseState> = {
      answer: 'denied',
      since: AT,
      permission: 'list pods.metrics.k8s.io on cluster eu-1',
    };
    const { card } = await open(denied, denied);
    expect(card.textContent?.match(/really used/g)).toHaveLength(1);
    expect(card).toHaveTextContent(
      'What is really used may not be read. Missing: list pods.metrics.k8s.io on cluster eu-1',
    );
  });

  it('is told as of when it was measured while it cannot be read', async () => {
    const { card } = await open({
      answer: 'unreachable',
      since: AT,
      reason: 'answered 503',
      lastKnown: { value: use, at: AT },
    });
    expect(card).toHaveTextContent(/really used: 0\.4 cores; .* as of/);
    expect(card).toHaveTextContent(
      'What is really used cannot be read just now',
    );
  });
});
