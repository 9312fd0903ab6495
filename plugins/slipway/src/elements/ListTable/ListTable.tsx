import type { ReactNode } from 'react';
import styles from './ListTable.module.css';

/** A table that stays one: where it is too wide it scrolls, and whoever has no mouse reaches it. */
export const ListTable = ({
  label,
  columns,
  stacked,
  children,
}: {
  label: string;
  columns: {
    title: string;
    number?: boolean;
    /** Left out where it is narrow, as its cells with `data-spare` are. */
    spare?: boolean;
  }[];
  /** Where it is narrow its cells stand below each other. */
  stacked?: boolean;
  children: ReactNode;
}) => (
  <div
    className={styles.scroll}
    role="group"
    aria-label={label}
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={0}
  >
    <table data-stacked={stacked || undefined}>
      <thead>
        <tr>
          {columns.map(({ title, number, spare }) => (
            <th
              key={title}
              scope="col"
              data-number={number || undefined}
              data-spare={spare || undefined}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
