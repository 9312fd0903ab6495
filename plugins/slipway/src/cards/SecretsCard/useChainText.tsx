import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Age, Until } from '../../elements/Age';
import { slipwayTranslationRef } from '../../translation';
import type { Chain } from './chain';

export interface StepText {
  /** What it is, in a word or two. */
  word: ReactNode;
  /** How old, or until when. */
  age?: ReactNode;
}

/** What is said of each step of a chain. */
export function useChainText() {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const old = (at: string) =>
    t('secrets.old', { age: <Age since={at} bare /> });
  return {
    source: ({ source }: Chain): StepText => {
      const { word, version, createdAt, endsAt, shape } = source;
      const due = shape === 'degraded' || shape === 'failed';
      const ends =
        endsAt &&
        t(shape === 'failed' ? 'secrets.ended' : 'secrets.due', {
          when: <Until at={endsAt} />,
        });
      if (word) {
        return { word: t(`secrets.word.${word}`) };
      }
      return {
        word: version === undefined ? '' : t('secrets.version', { version }),
        age: due && ends ? ends : createdAt && old(createdAt),
      };
    },
    operator: ({ operator: { word, at } }: Chain): StepText => ({
      word: t(`secrets.word.${word}`),
      age: at && <Age since={at} />,
    }),
    secret: ({ secret, source }: Chain): StepText => ({
      word:
        secret.word === 'there' && source.version !== undefined
          ? t('secrets.version', { version: source.version })
          : t(`secrets.word.${secret.word}`),
    }),
    pods: ({ pods: { word, lagging, oldestAt } }: Chain): StepText => {
      const age =
        oldestAt && t('secrets.oldest', { age: <Age since={oldestAt} bare /> });
      return {
        word: t(`secrets.word.${word}`),
        age:
          lagging.length > 0
            ? t('secrets.lags', { workloads: lagging.join(', ') })
            : age,
      };
    },
  };
}

export const steps = ['source', 'operator', 'secret', 'pods'] as const;
