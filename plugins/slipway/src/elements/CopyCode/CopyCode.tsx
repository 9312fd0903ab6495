import { CopyButton } from './CopyButton';
import styles from './CopyCode.module.css';

/** Lines to put somewhere, with a button that takes them; without one they can be selected all the same. */
export const CopyCode = ({
  code,
  label,
}: {
  code: string;
  /** What they are for, where nothing before them says it. */
  label?: string;
}) => (
  <div className={styles.box}>
    <div className={styles.lines}>
      {label && <p className={styles.label}>{label}</p>}
      <pre className={styles.code}>{code}</pre>
    </div>
    <CopyButton code={code} />
  </div>
);
