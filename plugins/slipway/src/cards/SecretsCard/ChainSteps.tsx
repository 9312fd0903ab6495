import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Steps } from '../../elements/Steps';
import { slipwayTranslationRef } from '../../translation';
import type { Chain } from './chain';
import { ChainName } from './ChainName';
import { steps, useChainText } from './useChainText';

/** One chain in full: each step with its state, version and age. */
export const ChainSteps = ({ chain }: { chain: Chain }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const text = useChainText();
  return (
    <div>
      <p>
        <ChainName chain={chain} />
      </p>
      <Steps
        label={chain.name}
        steps={steps.map(step => ({
          key: step,
          title:
            step === 'source'
              ? t(`secrets.source.${chain.by}`)
              : t(`secrets.step.${step}`),
          shape: chain[step].shape,
          ...text[step](chain),
        }))}
      />
    </div>
  );
};
