import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** Names and values, those that there are. */
export const Facts = ({
  facts,
}: {
  facts: { name: string; value: ReactNode }[];
}) => {
  const told = facts.filter(
    ({ value }) => value !== undefined && value !== '' && value !== false,
  );
  return told.length === 0 ? null : (
    <dl className={styles.facts}>
      {told.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};
