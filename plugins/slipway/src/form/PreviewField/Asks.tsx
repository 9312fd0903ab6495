import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@slipway/plugin-slipway-common';
import { useFormats } from '../../language';
import { slipwayFormTranslationRef } from '../../formTranslation';
import { Room } from './Room';
import styles from './PreviewField.module.css';

/** What each environment asks of its namespace: the numbers that a quota is compared with. */
export const Asks = ({ asks }: { asks: Preview['asks'] }) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const { amount, number } = useFormats();
  const rows = asks.filter(({ amounts }) => amounts.pods);
  if (rows.length === 0) {
    return null;
  }
  return (
    <table className={styles.asks}>
      <caption>{t('preview.asks')}</caption>
      <tbody>
        {rows.map(({ environment, namespace, amounts, quota }) => (
          <tr key={namespace}>
            <th scope="row">{environment || namespace}</th>
            <td>{t('preview.pods', { number: amounts.pods })}</td>
            <td>
              {t('preview.cpu', {
                amount: number(amounts['requests.cpu'] ?? 0, {
                  maximumFractionDigits: 2,
                }),
              })}
            </td>
            <td>
              {t('preview.memory', {
                amount: amount(
                  'requests.memory',
                  amounts['requests.memory'] ?? 0,
                ),
              })}
            </td>
            <td>
              {amounts['requests.storage']
                ? t('preview.storage', {
                    amount: amount(
                      'requests.storage',
                      amounts['requests.storage'],
                    ),
                  })
                : ''}
            </td>
            <td>
              <Room amounts={amounts} quota={quota} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
