import type { CSSProperties } from 'react';
import shared from '../shared.module.css';
import styles from './Bar.module.css';

/** How much of what may be: what is used solid, what of it is really used as a line below, what it may come to hatched, what is beyond the limit in alarm, a tick at the limit. */
export const Bar = ({
  label,
  used,
  most = used,
  limit,
  floor,
  really,
}: {
  /** In words what the bar shows. */
  label: string;
  used: number;
  most?: number;
  limit: number;
  /** The least that there is, where that is told. */
  floor?: number;
  /** What was measured, where something measures it. */
  really?: number;
}) => {
  // The axis ends at the larger one, so that too much is seen as length.
  const end = Math.max(limit, most, used, really ?? 0, 0) || 1;
  const at = (value: number) =>
    `${Math.min(100, Math.max(0, (value / end) * 100))}%`;
  const part = (from: number, to: number): CSSProperties => ({
    insetInlineStart: at(from),
    width: `calc(${at(to)} - ${at(from)})`,
  });
  const inside = Math.min(most, limit);
  return (
    <div className={styles.bar} role="img" aria-label={label}>
      <i data-part="used" style={part(0, used)} />
      {inside > used && <i data-part="most" style={part(used, inside)} />}
      {most > limit && (
        <i
          data-part="over"
          style={part(Math.max(limit, Math.min(used, most)), most)}
        />
      )}
      {floor !== undefined && floor > 0 && (
        <i data-part="floor" style={{ insetInlineStart: at(floor) }} />
      )}
      {really !== undefined && <i data-part="really" style={part(0, really)} />}
      <i data-part="limit" style={{ insetInlineStart: at(limit) }} />
    </div>
  );
};

/** What the patterns of bars mean. */
export const BarLegend = ({
  used,
  most,
  limit,
  really,
}: {
  used: string;
  most: string;
  limit: string;
  really?: string;
}) => (
  <ul className={`${shared.signs} ${shared.quiet}`}>
    {really && (
      <li>
        <span className={styles.bar} data-key="really">
          <i data-part="really" />
        </span>
        {really}
      </li>
    )}
    <li>
      <span className={styles.bar} data-key>
        <i data-part="used" />
      </span>
      {used}
    </li>
    <li>
      <span className={styles.bar} data-key>
        <i data-part="most" />
      </span>
      {most}
    </li>
    <li>
      <span className={styles.bar} data-key>
        <i data-part="limit" />
      </span>
      {limit}
    </li>
  </ul>
);
