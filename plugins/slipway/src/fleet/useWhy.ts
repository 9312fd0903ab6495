import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useTell } from '../language';
import { slipwayTranslationRef } from '../translation';
import type { Why } from './services';

/** Why a service is where it is, in words. */
export function useWhy(why: Why): { message: string; evidence?: string } {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const tell = useTell();
  switch (why.shape) {
    case 'waiting': {
      const { count, environment } = why;
      return { message: t('fleet.why.waiting', { count, environment }) };
    }
    case 'denied':
    case 'unreachable': {
      const { shape, environment, cluster } = why;
      return { message: t(`fleet.why.${shape}`, { environment, cluster }) };
    }
    default:
      return tell(why);
  }
}
