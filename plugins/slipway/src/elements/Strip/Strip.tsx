import type { ReactNode } from 'react';
import styles from './Strip.module.css';

export interface Cell {
  key: string;
  /** From 0 to 1; left out where nobody tells. */
  height?: number;
  outcome: 'good' | 'bad' | 'running';
  /** For who points at it. */
  title?: string;
}

/** A cell a run, the oldest first: its height says how large, its pattern how it ended. */
export const Strip = ({
  label,
  cells,
  from,
  to,
  between,
  low,
}: {
  /** In words what the strip shows. */
  label: string;
  cells: Cell[];
  from?: ReactNode;
  between?: ReactNode;
  to?: ReactNode;
  low?: boolean;
}) => (
  <div className={styles.root}>
    <div
      className={styles.strip}
      role="img"
      aria-label={label}
      data-low={low || undefined}
    >
      {cells.map(({ key, height = 0.6, outcome, title }) => (
        <i
          key={key}
          title={title}
          data-outcome={outcome}
          style={{ height: `${Math.max(12, Math.min(1, height) * 100)}%` }}
        />
      ))}
    </div>
    <div>
      <span>{from}</span>
      <span>{between}</span>
      <span>{to}</span>
    </div>
  </div>
);
