import { Verdict, type Shape } from '../../elements/Verdict';
import styles from './DeploymentsCard.module.css';

/** What is wrong, its evidence, what to do. */
export const Trouble = ({
  shape,
  message,
  evidence,
  remedy,
}: {
  shape: Shape;
  message: string;
  evidence?: string;
  remedy?: string;
}) => (
  <div className={styles.trouble} data-shape={shape}>
    <Verdict shape={shape} />
    <p className={styles.what}>{message}</p>
    {evidence && <p className={styles.evidence}>{evidence}</p>}
    {remedy && <p className={styles.remedy}>{remedy}</p>}
  </div>
);
