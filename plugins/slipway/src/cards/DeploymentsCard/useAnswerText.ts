import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { slipwayTranslationRef } from '../../translation';
import type { CardAnswer } from './answer';

/** The answer as a sentence in the reader's language. */
export function useAnswerText({ parts }: CardAnswer): string {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const list = (names: string[]) =>
    names.length < 2
      ? names.join('')
      : `${names.slice(0, -1).join(', ')} ${t('deployments.answer.and')} ${
          names[names.length - 1]
        }`;
  return parts
    .map(({ key, environments, version = '' }) =>
      t(`deployments.answer.${key}`, {
        environments: list(environments),
        version,
      }),
    )
    .join('; ');
}
