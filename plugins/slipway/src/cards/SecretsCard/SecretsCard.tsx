import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { knownIn } from '@slipway/plugin-slipway-common';
import type { Seen } from '../../hooks/useEntityState';
import { slipwayTranslationRef } from '../../translation';
import {
  AspectCard,
  focusOf,
  type CardSettings,
  type Environments,
} from '../aspect';
import { chainsOf, type Chain } from './chain';
import { ChainSteps } from './ChainSteps';
import { ChainTable } from './ChainTable';
import { steps } from './useChainText';
import styles from './SecretsCard.module.css';

const ASPECTS = ['secrets', 'vault'] as const;
const LINES = `spec:
  secrets:
    provider: vault
    path: apps/my-service
    keys: [API_KEY]`;

export interface SecretsCardProps extends CardSettings {
  /** From how many days before its end a secret is marked as due. */
  dueDays?: number;
}

const isLast = (index: number, { length }: unknown[]) => index === length - 1;

const isCurrent = (chain: Chain) =>
  steps.every(step => ['healthy', 'none'].includes(chain[step].shape));

/** Whether every pod runs with the current version, and what is due; names and ages only. */
export const SecretsCard = ({
  dueDays = 14,
  ...settings
}: SecretsCardProps) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const chains = ({ secrets, vault }: Seen<'secrets' | 'vault'>): Chain[] =>
    chainsOf(knownIn(secrets), knownIn(vault), { now: Date.now(), dueDays });
  const focused = (environments: Environments<'secrets' | 'vault'>) =>
    focusOf(environments, 'vault') ?? focusOf(environments, 'secrets');
  return (
    <AspectCard
      {...settings}
      card="secrets"
      aspects={ASPECTS}
      lines={LINES}
      healthy={environments => {
        const all = environments.flatMap(chains).map(({ name }) => name);
        return t('secrets.current', { count: new Set(all).size });
      }}
      source={() => t('secrets.only')}
      loading={
        <>
          <Skeleton width="100%" height="1.5rem" />
          <Skeleton width="100%" height="1.5rem" />
        </>
      }
    >
      {environments => {
        if (!settings.full) {
          const focus = focused(environments);
          return (
            focus && <ChainTable name={focus.name} chains={chains(focus)} />
          );
        }
        return environments
          .map(environment => ({ environment, all: chains(environment) }))
          .filter(({ all }) => all.length > 0)
          .map(({ environment, all }, index, list) => (
            // Of what is well nobody has to see each step, but where the users are.
            <details
              key={environment.name}
              className={styles.environment}
              open={isLast(index, list) || !all.every(isCurrent)}
            >
              <summary>
                {all.every(isCurrent)
                  ? t('secrets.allCurrent', { environment: environment.name })
                  : environment.name}
              </summary>
              {all.map(chain => (
                <ChainSteps key={chain.name} chain={chain} />
              ))}
            </details>
          ));
      }}
    </AspectCard>
  );
};
