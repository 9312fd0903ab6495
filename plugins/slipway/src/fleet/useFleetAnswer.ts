import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetPage } from '@slipway/plugin-slipway-common';
import type { Shape } from '../elements/Verdict';
import { slipwayTranslationRef } from '../translation';

/** What services come to, in one sentence. */
export function useFleetAnswer(
  counts: FleetPage['facets']['worst'] | undefined,
): {
  shape?: Shape;
  answer?: string;
} {
  const { t } = useTranslationRef(slipwayTranslationRef);
  if (!counts) {
    return {};
  }
  const total = Object.values(counts).reduce((all, one) => all + one, 0);
  const { failed = 0, degraded = 0, unknown = 0 } = counts;
  const count = failed + degraded;
  if (total === 0) {
    return { shape: 'none', answer: t('fleet.answer.none') };
  }
  if (count > 0) {
    return {
      shape: failed > 0 ? 'failed' : 'degraded',
      answer:
        total === 1
          ? t('fleet.answer.attentionOnly')
          : t('fleet.answer.attention', { count, total }),
    };
  }
  return unknown > 0
    ? { shape: 'unknown', answer: t('fleet.answer.unread') }
    : {
        shape: 'healthy',
        answer:
          total === 1
            ? t('fleet.answer.healthyOnly')
            : t('fleet.answer.healthy', { total }),
      };
}
