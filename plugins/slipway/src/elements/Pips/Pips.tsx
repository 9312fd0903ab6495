import styles from './Pips.module.css';

const MOST = 12;

/** A square a replica, hollow for one that is wanted and not ready. Beside it stand the numbers. */
export const Pips = ({ ready, wanted }: { ready: number; wanted: number }) =>
  wanted > MOST ? null : (
    <span className={styles.pips} aria-hidden="true">
      {Array.from({ length: wanted }, (_, index) => (
        <i key={index} data-ready={index < ready || undefined} />
      ))}
    </span>
  );
