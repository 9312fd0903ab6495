import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useTell } from '../language';
import { slipwayTranslationRef } from '../translation';
import type { Why } from './services';

/** Why a service is where it is, in words. */
export function useWhy(why: Why): { message: string; evidence?: string } {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const tell = useTell();
  if (why.shape === 'waiting') {
    const { count, environment } = why;
    return { message: t('fleet.why.waiting', { count, environment }) };
  }
  if ('cluster' in why) {
    const { shape, environment, cluster } = why;
    return { message: t(`fleet.why.${shape}`, { environment, cluster }) };
  }
  return tell(why);
}
