import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { knownIn } from '@slipway/plugin-slipway-common';
import { Measures } from '../../elements/Measure';
import { slipwayTranslationRef } from '../../translation';
import { AspectCard, focusOf, type CardSettings } from '../aspect';
import { Scaler } from './Scaler';

const ASPECTS = ['scaling'] as const;
const LINES = `spec:
  environments:
    prod:
      scaling: { min: 2, max: 8, cpu: 70 }`;

/** How many replicas run, of how many there may be, and by what that is decided. */
export const ScalingCard = (settings: CardSettings) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <AspectCard
      {...settings}
      card="scaling"
      aspects={ASPECTS}
      lines={LINES}
      healthy={environments => {
        const { name, scaling } = focusOf(environments, 'scaling')!;
        const first = knownIn(scaling)!.scalers.at(0);
        return first
          ? t('scaling.runs', {
              environment: name,
              current: first.current,
              min: first.min,
              max: first.max,
            })
          : t('card.unknown');
      }}
      source={environments =>
        [
          ...new Set(
            environments.flatMap(({ scaling }) =>
              (knownIn(scaling)?.scalers ?? []).map(({ by }) => by),
            ),
          ),
        ].join(', ')
      }
      loading={
        <>
          <Skeleton width="100%" height="1rem" />
          <Skeleton width="100%" height="0.625rem" />
          <Skeleton width="100%" height="0.625rem" />
        </>
      }
    >
      {environments => {
        const all = environments.flatMap(({ name, scaling }) =>
          (knownIn(scaling)?.scalers ?? []).map(scaler => ({ name, scaler })),
        );
        return (
          <Measures>
            {all.map(({ name, scaler }) => (
              <Scaler
                key={`${name} ${scaler.by} ${scaler.workload}`}
                environment={name}
                scaler={scaler}
                headed={all.length > 1}
              />
            ))}
          </Measures>
        );
      }}
    </AspectCard>
  );
};
