import type { ReactNode } from 'react';
import styles from './Fold.module.css';

/** Something that most people leave as it is: what it says is told without opening it. */
export const Fold = ({
  title,
  says,
  children,
}: {
  title: ReactNode;
  says: ReactNode;
  children: ReactNode;
}) => (
  <details className={styles.fold}>
    <summary>
      <span className={styles.title}>{title}</span>
      <span className={styles.says}>{says}</span>
    </summary>
    <div className={styles.inside}>{children}</div>
  </details>
);
