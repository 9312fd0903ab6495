import type { ComponentType } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ResponseError } from '@backstage/errors';
import type {
  Answer,
  EntityAspect,
  EnvironmentState,
  StateOf,
} from '@slipway/plugin-slipway-common';
import { violationsIn } from '../../__testUtils__/accessibility';
import { AT, reason } from '../../__testUtils__/documents';
import { renderCards } from '../../__testUtils__/renderCards';
import {
  absent,
  data,
  environmentState,
  judged,
  stateOfEntity,
  states,
} from '../../__testUtils__/states';
import { BackupsCard } from '../BackupsCard';
import { DataCard } from '../DataCard';
import { DeliveryCard } from '../DeliveryCard';
import { ExposureCard } from '../ExposureCard';
import { QuotasCard } from '../QuotasCard';
import { ScalingCard } from '../ScalingCard';
import { SecretsCard } from '../SecretsCard';
import type { CardSettings } from './settings';

interface Case {
  title: string;
  Card: ComponentType<CardSettings>;
  aspects: (EntityAspect & keyof typeof states)[];
  /** What it says when all is well. */
  well: RegExp;
  /** What it says where there is nothing of it, on the tab. */
  none: string;
  /** Lines that bring it. */
  lines: RegExp;
}

const CASES: Case[] = [
  {
    title: 'Delivery',
    Card: DeliveryCard,
    aspects: ['delivery'],
    well: /In sync with Git/,
    none: 'No GitOps engine delivers this service',
    lines: /delivery:\s+engine: argocd/,
  },
  {
    title: 'Quotas',
    Card: QuotasCard,
    aspects: ['quota'],
    well: /prod can scale to all 8 replicas/,
    none: 'No quota limits this service',
    lines: /quota:\s+requests:/,
  },
  {
    title: 'Backups',
    Card: BackupsCard,
    aspects: ['backups'],
    well: /Last backup .* ago/,
    none: 'Nothing of this service is backed up',
    lines: /backup:\s+schedule:/,
  },
  {
    title: 'Secrets',
    Card: SecretsCard,
    aspects: ['secrets', 'vault'],
    well: /The secret is current/,
    none: 'No operator brings secrets to this service',
    lines: /secrets:\s+provider: vault/,
  },
  {
    title: 'Scaling',
    Card: ScalingCard,
    aspects: ['scaling'],
    well: /prod runs 3 of 3 to 8/,
    none: 'Nothing scales this service',
    lines: /scaling: \{ min: 2/,
  },
  {
    title: 'Exposure',
    Card: ExposureCard,
    aspects: ['exposure'],
    well: /2 hosts are served/,
    none: 'Nothing of this service is reached from outside',
    lines: /expose:\s+host:/,
  },
  {
    title: 'Data',
    Card: DataCard,
    aspects: ['data'],
    well: /What keeps its data is ready/,
    none: 'This service brings nothing that keeps data',
    lines: /needs:\s+db:/,
  },
];

/** dev is well; prod has the given answer for each of the card's aspects. */
function withProd(
  aspects: Case['aspects'],
  answer: (aspect: Case['aspects'][number]) => Answer<unknown>,
) {
  const changes = Object.fromEntries(
    aspects.map(aspect => [aspect, answer(aspect)]),
  ) as Partial<EnvironmentState>;
  return stateOfEntity(
    environmentState('dev'),
    environmentState('prod', changes),
  );
}

const nothing = (aspects: Case['aspects']) => {
  const changes = Object.fromEntries(
    aspects.map(aspect => [aspect, absent]),
  ) as Partial<EnvironmentState>;
  return stateOfEntity(
    environmentState('dev', changes),
    environmentState('prod', changes),
  );
};

describe.each(CASES)(
  'The card $title',
  ({ title, Card, aspects, well, none, lines }) => {
    const card = () => screen.findByRole('region', { name: title });
    const says = (answer: RegExp | string) =>
      waitFor(() =>
        expect(
          within(screen.getByRole('region', { name: title })).getByRole(
            'heading',
            { level: 3 },
          ),
        ).toHaveTextContent(answer),
      );

    it.each([false, true])(
      'says that all is well (in full: %s)',
      async full => {
        const { container } = renderCards(
          <Card full={full} />,
          withProd(aspects, aspect => data(states[aspect])),
        );
        await says(well);
        await says(/^Healthy/);
        expect(await violationsIn(container)).toEqual([]);
      },
    );

    it.each([false, true])(
      'says what is wrong, its evidence and what to do (in full: %s)',
      async full => {
        const { container } = renderCards(
          <Card full={full} />,
          withProd(aspects, aspect =>
            data({
              ...states[aspect],
              verdict: judged(
                reason({
                  message: 'prod is in trouble',
                  evidence: 'so it is',
                  remedy: 'Help it',
                }),
              ),
            }),
          ),
        );
        await screen.findAllByText('prod is in trouble');
        await says('Degradedprod is in trouble');
        expect(screen.getAllByText('so it is')[0]).toBeInTheDocument();
        expect(screen.getAllByText('Help it')[0]).toBeInTheDocument();
        expect(await violationsIn(container)).toEqual([]);
      },
    );

    it('is about the environment nearest to the users, where another is as bad', async () => {
      const troubled = (name: string) =>
        environmentState(
          name,
          Object.fromEntries(
            // A card tells two troubles: one of each environment.
            aspects.map((aspect, index) => [
              aspect,
              data({
                ...states[aspect],
                ...(index === 0 && {
                  verdict: judged(reason({ message: `${name} is in trouble` })),
                }),
              }),
            ]),
          ) as Partial<EnvironmentState>,
        );
      renderCards(
        <Card />,
        stateOfEntity(troubled('staging'), troubled('prod')),
      );
      await says('Degradedprod is in trouble');
      // The other is told of after it.
      expect((await card()).textContent).toMatch(
        /prod is in trouble.*staging is in trouble/,
      );
    });

    it('shows nothing where there is nothing, and on the tab how to get it', async () => {
      // Brings a clipboard.
      userEvent.setup();
      renderCards(
        <>
          <Card />
          <p>beside it</p>
          <Card full environments={['dev']} />
        </>,
        nothing(aspects),
      );
      await says(none);
      expect(screen.getAllByRole('region', { name: title })).toHaveLength(1);
      expect(screen.getByText(lines)).toBeInTheDocument();
      expect(screen.getByRole('button', { name: 'Copy' })).toBeInTheDocument();
    });

    it('says which permission is missing', async () => {
      const { container } = renderCards(
        <Card />,
        withProd(aspects, () => ({
          answer: 'denied',
          since: AT,
          permission: 'list things in payments-prod',
        })),
      );
      await says('Deniedprod may not be read');
      expect(
        screen.getByText('Missing: list things in payments-prod'),
      ).toBeInTheDocument();
      expect(await violationsIn(container)).toEqual([]);
    });

    it('keeps what was known last, says so, and since when', async () => {
      const { container } = renderCards(
        <Card />,
        withProd(aspects, aspect => ({
          answer: 'unreachable',
          since: AT,
          reason: 'no answer within 10 s',
          lastKnown: { value: states[aspect], at: AT },
        })),
      );
      await says('Unreachableprod cannot be read just now');
      expect(
        screen.getByText(/prod: no answer within 10 s, since/),
      ).toBeInTheDocument();
      expect(
        screen.getByText('Shown is what was known last.'),
      ).toBeInTheDocument();
      expect(within(await card()).getByText(/^as of/)).toBeInTheDocument();
      expect(await violationsIn(container)).toEqual([]);
    });

    it('does not say that what was not read yet cannot be read', async () => {
      renderCards(
        <Card />,
        withProd(aspects, () => ({
          answer: 'unreachable',
          since: AT,
          reason: 'not read yet',
          starting: true,
        })),
      );
      await says('In progressprod: being read');
      expect(within(await card()).queryByText(/cannot|since/)).toBeNull();
    });

    it('has its final layout while it loads', async () => {
      renderCards(<Card />, () => new Promise(() => {}));
      expect(await card()).toHaveAttribute('aria-busy', 'true');
      expect(
        screen.getByRole('img', { name: `Loading: ${title}` }),
      ).toBeInTheDocument();
    });

    it('says that its reader may not see it', async () => {
      renderCards(<Card />, async () => {
        throw await ResponseError.fromResponse(
          Response.json(
            { error: { name: 'NotAllowedError', message: 'no' } },
            { status: 403 },
          ),
        );
      });
      await says('DeniedYou may not see what runs');
      expect(
        screen.getByText(/The permission slipway.state.read on/),
      ).toBeInTheDocument();
    });

    it('shows only the environments that a portal wants', async () => {
      renderCards(
        <Card environments={['dev']} />,
        withProd(aspects, aspect =>
          data({
            ...states[aspect],
            verdict: judged(reason({ message: 'prod is in trouble' })),
          }),
        ),
      );
      await says(/^Healthy/);
      expect(screen.queryByText(/prod/)).not.toBeInTheDocument();
    });
  },
);

describe.each([false, true])(
  'What can be seen elsewhere (in full: %s)',
  full => {
    const seenAt = (link: string | undefined) => {
      const [delivery] = states.delivery.deliveries;
      const [secret] = states.vault.secrets;
      return stateOfEntity(
        environmentState('prod', {
          delivery: data({
            ...states.delivery,
            deliveries: [{ ...delivery, engine: 'argocd', link }],
          } as StateOf['delivery']),
          vault: data({
            ...states.vault,
            secrets: [{ ...secret, link }],
          } as StateOf['vault']),
        }),
      );
    };
    const cards = (
      <>
        <DeliveryCard full={full} />
        <SecretsCard full={full} />
      </>
    );

    it('is a link there', async () => {
      const { container } = renderCards(
        cards,
        seenAt('https://seen.example/x'),
      );
      for (const name of ['Argo CD: payments-prod', 'Vault: payments-env']) {
        const link = await screen.findByRole('link', {
          name: new RegExp(`^${name}`),
        });
        expect(link).toHaveAttribute('href', 'https://seen.example/x');
        expect(link).toHaveAttribute('target', '_blank');
      }
      expect(await violationsIn(container)).toEqual([]);
    });

    it('is text where nobody knows the address', async () => {
      renderCards(cards, seenAt(undefined));
      expect(await screen.findAllByText(/Argo CD/)).not.toHaveLength(0);
      expect(await screen.findByText('payments-env')).toBeInTheDocument();
      expect(
        screen.queryByRole('link', { name: /Argo CD|Vault/ }),
      ).not.toBeInTheDocument();
    });
  },
);
