import type { ReactNode } from 'react';
import { Verdict, type Shape } from '../Verdict';
import styles from './Trouble.module.css';

/** What is wrong, its evidence, what to do. Where the card's answer is what is wrong, the rest follows it. */
export const Trouble = ({
  shape,
  message,
  evidence,
  remedy,
  action,
}: {
  shape: Shape;
  message?: string;
  evidence?: string;
  remedy?: string;
  /** What somebody may do about it from here. */
  action?: ReactNode;
}) => (
  <div
    className={styles.trouble}
    data-shape={shape}
    data-answered={!message || undefined}
  >
    {message && (
      <>
        <Verdict shape={shape} />
        <p>{message}</p>
      </>
    )}
    {evidence && (
      <p>
        <small>{evidence}</small>
      </p>
    )}
    {remedy && <p>{remedy}</p>}
    {action && <div>{action}</div>}
  </div>
);
