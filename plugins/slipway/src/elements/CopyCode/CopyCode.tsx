import { CopyButton } from './CopyButton';
import shared from '../shared.module.css';
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
    <div>
      {label && <p className={shared.quiet}>{label}</p>}
      <pre>{code}</pre>
    </div>
    <CopyButton code={code} />
  </div>
);
