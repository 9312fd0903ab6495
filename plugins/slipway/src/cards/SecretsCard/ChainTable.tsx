import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Verdict } from '../../elements/Verdict';
import { slipwayTranslationRef } from '../../translation';
import type { Chain } from './chain';
import { ChainName } from './ChainName';
import { steps, useChainText } from './useChainText';
import styles from './SecretsCard.module.css';

const MOST = 5;

/** The chains in a small space: a row a secret, a mark a step. */
export const ChainTable = ({
  name,
  chains,
}: {
  name: string;
  chains: Chain[];
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const text = useChainText();
  const worst = (chain: Chain) =>
    steps.filter(step => ['failed', 'degraded'].includes(chain[step].shape))
      .length;
  const shown = [...chains].sort((a, b) => worst(b) - worst(a)).slice(0, MOST);
  return (
    <table className={styles.chains}>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          {steps.map(step => (
            <th key={step} scope="col">
              {t(`secrets.step.${step}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(chain => {
          const { source, pods } = chain;
          const from = text.source(chain);
          return (
            <tr key={chain.name}>
              <th scope="row">
                <ChainName chain={chain} />
                <small data-due={source.shape === 'degraded' || undefined}>
                  {from.age
                    ? t('secrets.both', {
                        word: <>{from.word}</>,
                        age: <>{from.age}</>,
                      })
                    : from.word}
                </small>
                {pods.lagging.length > 0 && (
                  <small>{text.pods(chain).age}</small>
                )}
              </th>
              {steps.map(step => (
                <td key={step}>
                  <span>
                    <Verdict shape={chain[step].shape} />
                  </span>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
