import { screen, within } from '@testing-library/react';
import type { DeploymentsResponse } from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import {
  AT,
  deployed,
  documentOf,
  environment,
  reason,
  waitingForBuild,
  workload,
} from '../../__testUtils__/documents';
import { renderCard } from '../../__testUtils__/renderCard';

const waiting = deployed(
  'progressing',
  [workload('waiting-for-first-build', { commit: undefined, ready: 0 })],
  [waitingForBuild],
);
const absent = { answer: 'absent', at: AT } as const;
const denied = {
  answer: 'denied',
  since: AT,
  permission: 'list deployments in payments-prod',
} as const;
const unreachable = {
  answer: 'unreachable',
  since: AT,
  reason: 'no answer within 10 s',
} as const;
const lastKnown = { value: deployed(), at: AT };

interface State {
  title: string;
  document: DeploymentsResponse;
  /** The card's sentence. */
  answer: string;
  /** The word for those who see no shapes: of the answer, then of each environment. */
  words: string[];
}

const STATES: State[] = [
  {
    title: 'one version everywhere',
    document: documentOf(
      environment('dev'),
      environment('staging'),
      environment('prod'),
    ),
    answer: 'dev, staging and prod run 0.1.3',
    words: ['Healthy', 'Healthy', 'Healthy', 'Healthy'],
  },
  {
    title: 'healthy with different versions, and one that is not there',
    document: documentOf(
      environment('dev', deployed('healthy', [workload('0.1.4')])),
      environment('staging', deployed('healthy', [workload('0.1.3')])),
      environment('prod', { answer: 'absent', at: AT }),
    ),
    answer: 'dev and staging are healthy; prod has nothing yet',
    words: ['Healthy', 'Healthy', 'Healthy', 'Nothing there'],
  },
  {
    title: 'in progress with nothing known of the version',
    document: documentOf(environment('dev', deployed('progressing', []))),
    answer: 'dev is being deployed',
    words: ['In progress', 'In progress'],
  },
  {
    title: 'healthy with different versions',
    document: documentOf(
      environment('dev', deployed('healthy', [workload('0.1.4')])),
      environment('prod'),
    ),
    answer: 'All environments are healthy',
    words: ['Healthy', 'Healthy', 'Healthy'],
  },
  {
    title: 'one moves, one fails',
    document: documentOf(
      environment('dev', deployed('progressing', [workload('0.1.5')])),
      environment('staging'),
      environment('prod', deployed('failed', [workload('0.1.4')])),
    ),
    answer: 'prod fails; dev is moving to 0.1.5',
    words: ['Failed', 'In progress', 'Healthy', 'Failed'],
  },
  {
    title: 'several fail',
    document: documentOf(
      environment('dev', deployed('failed')),
      environment('prod', deployed('failed')),
    ),
    answer: 'dev and prod fail',
    words: ['Failed', 'Failed', 'Failed'],
  },
  {
    title: 'one is degraded',
    document: documentOf(
      environment('dev'),
      environment('prod', deployed('degraded', undefined, [reason()])),
    ),
    answer: 'prod is degraded',
    words: ['Degraded', 'Healthy', 'Degraded', 'Degraded'],
  },
  {
    title: 'all wait for the first build',
    document: documentOf(
      environment('dev', waiting),
      environment('prod', waiting),
    ),
    answer: 'waiting for the first build',
    words: ['In progress', 'In progress', 'In progress'],
  },
  {
    title: 'one waits for its first build beside one that runs',
    document: documentOf(environment('dev'), environment('prod', waiting)),
    answer: 'prod waits for the first build',
    words: ['In progress', 'Healthy', 'In progress'],
  },
  {
    title: 'one waited when its cluster was last read',
    document: documentOf(
      environment('dev', {
        ...unreachable,
        lastKnown: { value: waiting, at: AT },
      }),
    ),
    answer: 'dev cannot be read just now',
    words: ['Unreachable', 'Unreachable'],
  },
  {
    title: 'absent in one',
    document: documentOf(environment('dev'), environment('prod', absent)),
    answer: 'dev runs 0.1.3; prod has nothing yet',
    words: ['Healthy', 'Healthy', 'Nothing there'],
  },
  {
    title: 'absent everywhere',
    document: documentOf(
      environment('dev', absent),
      environment('prod', absent),
    ),
    answer: 'nothing is deployed yet',
    words: ['Nothing there', 'Nothing there', 'Nothing there'],
  },
  {
    title: 'denied on one cluster',
    document: documentOf(environment('dev'), environment('prod', denied)),
    answer: 'prod may not be read',
    words: ['Denied', 'Healthy', 'Denied', 'Denied'],
  },
  {
    title: 'unreachable, read before',
    document: documentOf(
      environment('dev'),
      environment('prod', { ...unreachable, lastKnown }),
    ),
    answer: 'prod cannot be read just now',
    words: ['Unreachable', 'Healthy', 'Unreachable'],
  },
  {
    title: 'unreachable, never read',
    document: documentOf(environment('prod', unreachable)),
    answer: 'prod cannot be read just now',
    words: ['Unreachable', 'Unreachable'],
  },
  {
    title: 'nothing known',
    document: documentOf(environment('prod', deployed('unknown', []))),
    answer: 'nothing is known of prod',
    words: ['Unknown', 'Unknown'],
  },
];

const WORDS =
  /^(Healthy|In progress|Degraded|Failed|Unknown|Nothing there|Denied|Unreachable)$/;

describe('The deployments card', () => {
  it.each(STATES)(
    'answers in one sentence and in words: $title',
    async ({ document, answer, words }) => {
      renderCard(async () => document);
      await screen.findByText(answer, { selector: 'h3 *' });
      const card = screen.getByRole('region', { name: 'Deployments' });

      expect(within(card).getByRole('heading', { level: 3 })).toHaveTextContent(
        `${words[0]}${answer}`,
      );
      expect(
        within(card)
          .getAllByText(WORDS)
          .map(({ textContent }) => textContent),
      ).toEqual(words);
      for (const { name } of document.environments) {
        expect(
          within(card).getByRole('listitem', { name }),
        ).toBeInTheDocument();
      }
      expect(card).not.toHaveAttribute('aria-busy', 'true');
    },
  );

  it.each(STATES)('has no barriers: $title', async ({ document, answer }) => {
    const { container } = renderCard(async () => document);
    await screen.findByText(answer, { selector: 'h3 *' });

    expect(await violationsIn(container)).toEqual([]);
  });
});
