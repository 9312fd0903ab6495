import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { VerdictState } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import styles from './Verdict.module.css';

/** What can be said of a thing: a verdict of the rules, or why there is none. */
export type Shape = VerdictState | 'none' | 'denied' | 'unreachable';

/** Meaning is shape first: only what somebody has to act on is filled. */
const SHAPES: Record<Shape, JSX.Element> = {
  healthy: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="m5.2 8.2 2 2 3.6-4" />
    </>
  ),
  progressing: (
    <>
      <path d="M8 1.75a6.25 6.25 0 1 1-5.9 4.2" />
      <path d="M8 4.75V8l2.2 1.4" />
    </>
  ),
  degraded: (
    <>
      <path d="M8 1.3 15.2 14H.8L8 1.3Z" fill="currentColor" stroke="none" />
      <path d="M8 5.8v3.6M8 11.6v.1" />
    </>
  ),
  failed: (
    <>
      <path
        d="M5 1h6l4 4v6l-4 4H5l-4-4V5l4-4Z"
        fill="currentColor"
        stroke="none"
      />
      <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.25" strokeDasharray="2 2.6" />
      <path d="M6.4 6.4a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.8.6-.8 1.1M8 11.3v.1" />
    </>
  ),
  none: (
    <>
      <circle cx="8" cy="8" r="6.25" strokeDasharray="2 2.6" />
      <path d="M5.5 8h5" />
    </>
  ),
  denied: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1" />
      <path d="M5.3 7V5a2.7 2.7 0 0 1 5.4 0v2" />
    </>
  ),
  unreachable: (
    <>
      <path d="M5 6.5h6V8a3 3 0 0 1-6 0V6.5ZM6.5 6.5v-3m3 3v-3M8 11v3" />
      <path d="m2 14 12-12" />
    </>
  ),
};

/** A state as a shape; its word is there for those who do not see it. */
export const Verdict = ({ shape }: { shape: Shape }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <span className={styles.verdict} data-shape={shape}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {SHAPES[shape]}
      </svg>
      <span>{t(`state.${shape}`)}</span>
    </span>
  );
};
