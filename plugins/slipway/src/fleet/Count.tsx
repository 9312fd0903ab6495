import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { VerdictState } from '@slipway/plugin-slipway-common';
import { Verdict } from '../elements/Verdict';
import { useFormats } from '../language';
import { slipwayTranslationRef } from '../translation';
import styles from './Count.module.css';

/** So many are in a state. */
export const Count = ({
  state,
  count,
}: {
  state: VerdictState;
  count: number;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { number } = useFormats();
  return (
    <span className={styles.count}>
      <Verdict shape={state} />
      <b>{number(count)}</b>
      <span aria-hidden>{t(`state.${state}`).toLocaleLowerCase()}</span>
    </span>
  );
};
