import { useId, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card } from '@backstage/ui';
import { Verdict, type Shape } from '../../elements/Verdict';
import { slipwayTranslationRef } from '../../translation';
import styles from './DeploymentsCard.module.css';

/** Label and age, answer, evidence, source: the order that every card has. */
export const Frame = ({
  age,
  shape,
  answer,
  children,
  foot,
  busy,
}: {
  age?: ReactNode;
  shape?: Shape;
  answer?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
  busy?: boolean;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const title = useId();
  return (
    <Card className={styles.card}>
      <section
        aria-labelledby={title}
        aria-busy={busy}
        className={styles.inner}
      >
        <div className={styles.head}>
          <h2 id={title}>{t('deployments.title')}</h2>
          <span className={styles.age}>{age}</span>
        </div>
        {answer && (
          <h3 className={styles.answer}>
            {shape && <Verdict shape={shape} />}
            <span aria-live="polite">{answer}</span>
          </h3>
        )}
        <div className={styles.body}>{children}</div>
        {foot && <div className={styles.foot}>{foot}</div>}
      </section>
    </Card>
  );
};
