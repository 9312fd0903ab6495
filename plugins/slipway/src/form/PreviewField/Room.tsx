import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  scarcestAfter,
  shortagesOf,
  type Preview,
} from '@slipway/plugin-slipway-common';
import { Verdict, type Shape } from '../../elements/Verdict';
import { useFormats } from '../../language';
import { slipwayFormTranslationRef } from '../../formTranslation';
import styles from './PreviewField.module.css';

type Ask = Preview['asks'][number];

/** Whether its namespace has room for it just now: what is left then, or all that is missing. */
export const Room = ({ amounts, quota }: Pick<Ask, 'amounts' | 'quota'>) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const { amount, amountOf } = useFormats();
  const said = (): { shape?: Shape; text: string } => {
    if (!quota) {
      return { text: '' };
    }
    switch (quota.answer) {
      case 'absent':
        return { text: t('preview.room.noQuota') };
      case 'denied':
        return {
          shape: 'denied',
          text: t('preview.room.denied', { permission: quota.permission }),
        };
      case 'unreachable':
        return { shape: 'unreachable', text: t('preview.room.unreachable') };
      default: {
        const { resources } = quota.value;
        const shortages = shortagesOf(amounts, resources);
        if (shortages.length > 0) {
          const told = shortages.map(({ resource, asked, left }) =>
            t('preview.room.shortage', {
              left: amountOf(resource, left),
              asked: amount(resource, asked),
            }),
          );
          return {
            shape: 'degraded',
            text: t('preview.room.short', { shortages: told.join('; ') }),
          };
        }
        const then = scarcestAfter(amounts, resources);
        return {
          shape: 'healthy',
          text: then
            ? t('preview.room.fits', {
                left: amountOf(then.resource, then.left),
              })
            : t('preview.room.uncounted'),
        };
      }
    }
  };
  const { shape, text } = said();
  return (
    <span className={styles.room}>
      {shape && <Verdict shape={shape} />}
      {text}
    </span>
  );
};
