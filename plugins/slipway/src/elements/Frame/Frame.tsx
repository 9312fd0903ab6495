import { useId, type ReactNode } from 'react';
import { Card } from '@backstage/ui';
import { Verdict, type Shape } from '../Verdict';
import styles from './Frame.module.css';

/** Label and age, answer, evidence, source: the order that every card has. */
export const Frame = ({
  title,
  age,
  shape,
  answer,
  children,
  foot,
  busy,
}: {
  title: string;
  age?: ReactNode;
  shape?: Shape;
  answer?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
  busy?: boolean;
}) => {
  const id = useId();
  return (
    <Card className={styles.card}>
      <section aria-labelledby={id} aria-busy={busy} className={styles.inner}>
        <div className={styles.head}>
          <h2 id={id}>{title}</h2>
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
