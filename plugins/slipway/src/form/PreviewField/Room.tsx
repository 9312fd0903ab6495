import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { shortagesOf, type Preview } from '@slipway/plugin-slipway-common';
import { Verdict, type Shape } from '../../elements/Verdict';
import { useFormats } from '../../language';
import { slipwayFormTranslationRef } from '../../formTranslation';
import styles from './PreviewField.module.css';

type Ask = Preview['asks'][number];

/** Whether its namespace has room for it just now, with the numbers where it has not. */
export const Room = ({ amounts, quota }: Pick<Ask, 'amounts' | 'quota'>) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const { amountOf } = useFormats();
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
        const [short] = shortagesOf(amounts, quota.value.resources);
        if (!short) {
          return { shape: 'healthy', text: t('preview.room.fits') };
        }
        const { resource, left } = short;
        return {
          shape: 'degraded',
          text: t('preview.room.short', {
            left: amountOf(resource, left),
          }),
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
