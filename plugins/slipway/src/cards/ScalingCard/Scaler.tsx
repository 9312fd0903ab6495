import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ScalerFacts, ScalerMetric } from '@slipway/plugin-slipway-common';
import { Age } from '../../elements/Age';
import { Bar } from '../../elements/Bar';
import { Facts } from '../../elements/Facts';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import styles from './ScalingCard.module.css';

function useAmount() {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { number, percent } = useFormats();
  return (value: number, unit: ScalerMetric['unit']) => {
    const amount =
      unit === 'percent'
        ? percent(value / 100)
        : number(value, { maximumFractionDigits: 1 });
    return unit === 'each' ? t('scaling.each', { amount }) : amount;
  };
}

const Metric = ({ metric }: { metric: ScalerMetric }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const amountOf = useAmount();
  const { name, current, target, unit } = metric;
  const title =
    target === undefined
      ? name
      : t('scaling.metric', { metric: name, target: amountOf(target, unit) });
  const now =
    current === undefined
      ? t('scaling.unmeasured')
      : t('scaling.now', { amount: amountOf(current, unit) });
  return (
    <div className={styles.measure}>
      <p className={styles.line}>
        <b>{title}</b>
        <span>{now}</span>
      </p>
      {current !== undefined && target !== undefined && (
        <Bar
          label={`${title}: ${now}`}
          used={Math.min(current, target)}
          most={current}
          limit={target}
        />
      )}
    </div>
  );
};

/** One workload that is scaled: how many now within its bounds, and what is measured against its target. */
export const Scaler = ({
  environment,
  scaler,
  headed,
}: {
  environment: string;
  scaler: ScalerFacts;
  headed: boolean;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { workload, current, min, max, idle, lastScaledAt, metrics } = scaler;
  return (
    <div className={styles.scaler}>
      {headed && (
        <h4 className={styles.heading}>
          {environment} <small>{workload}</small>
        </h4>
      )}
      <div className={styles.measure}>
        <p className={styles.line}>
          <b>{t('scaling.replicas')}</b>
          <span>
            {idle ? t('scaling.idle') : t('scaling.of', { current, min, max })}
          </span>
        </p>
        <Bar
          label={t('scaling.says', { current, min, max })}
          used={current}
          limit={max}
          floor={min}
        />
      </div>
      {metrics.map((metric, index) => (
        <Metric key={`${metric.name} ${index}`} metric={metric} />
      ))}
      <Facts
        facts={[
          {
            name: t('scaling.changed'),
            value: lastScaledAt && <Age since={lastScaledAt} />,
          },
        ]}
      />
    </div>
  );
};
