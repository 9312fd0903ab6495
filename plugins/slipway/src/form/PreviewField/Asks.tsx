import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Preview } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import { inWords } from './amounts';
import { Room } from './Room';
import styles from './PreviewField.module.css';

/** What each environment asks of its namespace: the numbers that a quota is compared with. */
export const Asks = ({ asks }: { asks: Preview['asks'] }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
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
                amount: inWords(amounts['requests.cpu'] ?? 0, 'count'),
              })}
            </td>
            <td>
              {t('preview.memory', {
                amount: inWords(amounts['requests.memory'] ?? 0, 'bytes'),
              })}
            </td>
            <td>
              {amounts['requests.storage']
                ? t('preview.storage', {
                    amount: inWords(amounts['requests.storage'], 'bytes'),
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
