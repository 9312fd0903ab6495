import type { ReactNode } from 'react';
import styles from './Measure.module.css';

/** What is measured, how much of it there is, and below both of them the bar that shows it. */
export const Measure = ({
  name,
  noun,
  says,
  children,
}: {
  name: string;
  /** It is a word, which begins with a large letter here. */
  noun?: boolean;
  says: ReactNode;
  children?: ReactNode;
}) => (
  <div>
    <p>
      <b data-noun={noun}>{name}</b>
      <span>{says}</span>
    </p>
    {children}
  </div>
);

/** What is measured of one thing, below its name where there are several. */
export const Measured = ({
  heading,
  children,
}: {
  heading?: ReactNode;
  children: ReactNode;
}) => (
  <div className={styles.measured}>
    {heading && <h4>{heading}</h4>}
    {children}
  </div>
);

/** Several things that are measured, beside one another as there is room. */
export const Measures = ({ children }: { children: ReactNode }) => (
  <div className={styles.measures}>{children}</div>
);
