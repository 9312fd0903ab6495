import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { slipwayTranslationRef } from '../../translation';

/** Names as a sentence has them: `a, b and c`. */
export function useNames(): (names: readonly string[]) => string {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return names => {
    const all = [...new Set(names)];
    return all.length < 2
      ? all.join('')
      : t('card.and', {
          most: all.slice(0, -1).join(', '),
          last: all[all.length - 1],
        });
  };
}
