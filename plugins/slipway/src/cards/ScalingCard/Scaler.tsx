import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ScalerFacts, ScalerMetric } from '@slipway/plugin-slipway-common';
import { Age } from '../../elements/Age';
import { Bar } from '../../elements/Bar';
import { Facts } from '../../elements/Facts';
import { Measure, Measured } from '../../elements/Measure';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';

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
    <Measure name={title} says={now}>
      {current !== undefined && target !== undefined && (
        <Bar
          label={`${title}: ${now}`}
          used={Math.min(current, target)}
          most={current}
          limit={target}
        />
      )}
    </Measure>
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
    <Measured
      heading={
        headed && (
          <>
            {environment} <small>{workload}</small>
          </>
        )
      }
    >
      <Measure
        name={t('scaling.replicas')}
        says={idle ? t('scaling.idle') : t('scaling.of', { current, min, max })}
      >
        <Bar
          label={t('scaling.says', { current, min, max })}
          used={current}
          limit={max}
          floor={min}
        />
      </Measure>
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
    </Measured>
  );
};
