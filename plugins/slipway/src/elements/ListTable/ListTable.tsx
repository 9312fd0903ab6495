import type { ReactNode } from 'react';
import styles from './ListTable.module.css';

/** A table that stays one: where it is too wide it scrolls, and whoever has no mouse reaches it. */
export const ListTable = ({
  label,
  columns,
  children,
}: {
  label: string;
  columns: { title: string; number?: boolean }[];
  children: ReactNode;
}) => (
  <div
    className={styles.scroll}
    role="group"
    aria-label={label}
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={0}
  >
    <table>
      <thead>
        <tr>
          {columns.map(({ title, number }) => (
            <th key={title} scope="col" data-number={number || undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
