import type { ReactNode } from 'react';
import { Verdict, type Shape } from '../Verdict';
import styles from './Rows.module.css';

/** Lines of a list, each with its state, what it is, and what is told at its end. */
export const Rows = ({ children }: { children: ReactNode }) => (
  <ul className={styles.rows}>{children}</ul>
);

export const Row = ({
  shape,
  children,
  end,
}: {
  shape: Shape;
  children: ReactNode;
  end?: ReactNode;
}) => (
  <li>
    <Verdict shape={shape} />
    <span>{children}</span>
    {end && <span>{end}</span>}
  </li>
);
