import type { ReactNode } from 'react';
import { Verdict, type Shape } from '../Verdict';
import shared from '../shared.module.css';
import styles from './Steps.module.css';

export interface Step {
  key: string;
  title: string;
  shape: Shape;
  word: ReactNode;
  age?: ReactNode;
}

/** A way in steps, each with its state; a dashed part leads to one that lags behind. */
export const Steps = ({ label, steps }: { label: string; steps: Step[] }) => (
  <ol className={styles.steps} aria-label={label}>
    {steps.map(({ key, title, shape, word, age }) => (
      <li key={key} data-shape={shape}>
        <span className={shared.quiet}>{title}</span>
        <span>
          <Verdict shape={shape} />
          <span>{word}</span>
        </span>
        <span className={shared.quiet}>{age}</span>
      </li>
    ))}
  </ol>
);
