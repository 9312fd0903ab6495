import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  RolloutState,
  WorkloadState,
} from '@slipway/plugin-slipway-common';
import { Until } from '../../elements/Age';
import { slipwayTranslationRef } from '../../translation';
import shared from '../../elements/shared.module.css';
import styles from './Takeover.module.css';

/** A share of what is served, in percent; by replicas where nobody routes by weight. */
function weightOf({ weight, canary, stable }: RolloutState): number {
  if (weight !== undefined) {
    return Math.max(0, Math.min(100, weight));
  }
  const ready = (canary?.ready ?? 0) + (stable?.ready ?? 0);
  return ready > 0 ? Math.round(((canary?.ready ?? 0) / ready) * 100) : 0;
}

/** A new version beside the one that it takes over from: both sides, how much each serves, and what comes next. */
export const Takeover = ({ workload }: { workload: WorkloadState }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { rollout } = workload;
  if (!rollout?.canary) {
    return null;
  }
  const { canary, stable, step, steps, strategy } = rollout;
  const weight = weightOf(rollout);
  const said: ReactNode[] = [
    step !== undefined &&
      steps !== undefined &&
      t('deployed.takeover.step', { step, steps }),
    rollout.aborted && t('deployed.takeover.aborted'),
    rollout.paused && t(`deployed.takeover.paused.${rollout.paused}`),
    rollout.analysis && t(`deployed.takeover.analysis.${rollout.analysis}`),
    rollout.nextAt &&
      t('deployed.takeover.next', { when: <Until at={rollout.nextAt} /> }),
  ].filter(Boolean);
  return (
    <div className={styles.takeover}>
      {said.length > 0 && (
        <p className={shared.said}>
          {said.map((one, index) => (
            <span key={index}>{one}</span>
          ))}
        </p>
      )}
      {strategy === 'blue-green' ? (
        <p>
          {stable && (
            <span>{t('deployed.takeover.active', { ...stable })}</span>
          )}
          <span>{t('deployed.takeover.preview', { ...canary })}</span>
        </p>
      ) : (
        <>
          <div aria-hidden="true">
            <i style={{ width: `${weight}%` }} />
            <i />
          </div>
          <p>
            <span>
              {t('deployed.takeover.canary', {
                weight,
                version: canary.version,
              })}
            </span>
            {stable && (
              <span>
                {t('deployed.takeover.stable', {
                  weight: 100 - weight,
                  version: stable.version,
                })}
              </span>
            )}
          </p>
        </>
      )}
    </div>
  );
};
