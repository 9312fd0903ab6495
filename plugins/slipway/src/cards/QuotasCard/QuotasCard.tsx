import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { knownIn } from '@slipway/plugin-slipway-common';
import { BarLegend } from '../../elements/Bar';
import { Measures } from '../../elements/Measure';
import shared from '../../elements/shared.module.css';
import { slipwayTranslationRef } from '../../translation';
import {
  AspectCard,
  focusOf,
  useNames,
  type CardSettings,
  type Environments,
} from '../aspect';
import { Namespace } from './Namespace';

const ASPECTS = ['quota'] as const;
const LINES = `spec:
  environments:
    prod:
      namespace:
        quota:
          requests: { cpu: '4', memory: 8Gi }
          pods: 20`;

const Legend = ({ shown }: { shown: Environments<'quota'> }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const uses = shown.map(({ quota }) => knownIn(quota)?.use);
  return (
    <BarLegend
      really={
        uses.some(use => use && knownIn(use))
          ? t('quotas.legend.really')
          : undefined
      }
      used={t('quotas.legend.used')}
      most={t('quotas.legend.atMost')}
      limit={t('quotas.legend.limit')}
    />
  );
};

/** Why what is really used is not shown, once for all; that nothing measures it is nothing to tell. */
const Unmeasured = ({ shown }: { shown: Environments<'quota'> }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const uses = shown.map(({ quota }) => knownIn(quota)?.use);
  const denied = uses.flatMap(use =>
    use?.answer === 'denied' ? [use.permission] : [],
  );
  if (denied.length > 0) {
    return (
      <p className={shared.quiet}>
        {t('quotas.really.denied', {
          permission: [...new Set(denied)].join(', '),
        })}
      </p>
    );
  }
  return uses.some(use => use?.answer === 'unreachable' && !use.starting) ? (
    <p className={shared.quiet}>{t('quotas.really.unreachable')}</p>
  ) : null;
};

/** Whether the service fits at its largest, and what ends first. */
export const QuotasCard = (settings: CardSettings) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const names = useNames();
  const known = (environments: Environments<'quota'>) =>
    environments.filter(({ quota }) => knownIn(quota));
  return (
    <AspectCard
      {...settings}
      card="quotas"
      aspects={ASPECTS}
      lines={LINES}
      healthy={environments => {
        const { name, quota } = focusOf(environments, 'quota')!;
        const { workloads } = knownIn(quota)!;
        const largest = [...workloads].sort((a, b) => b.most - a.most)[0];
        return largest && largest.most > largest.wanted
          ? t('quotas.reaches', { environment: name, most: largest.most })
          : t('quotas.fits', {
              environments: names(known(environments).map(one => one.name)),
            });
      }}
      source={environments => {
        const focus = focusOf(environments, 'quota');
        return settings.full || !focus
          ? [...new Set(environments.map(({ cluster }) => cluster))].join(', ')
          : t('card.place', {
              namespace: focus.namespace,
              cluster: focus.cluster,
            });
      }}
      loading={
        <>
          {['cpu', 'memory', 'pods'].map(key => (
            <div key={key}>
              <Skeleton width="40%" height="1rem" />
              <Skeleton width="100%" height="0.625rem" />
            </div>
          ))}
        </>
      }
    >
      {environments => {
        const focus = focusOf(environments, 'quota');
        if (!focus) {
          return null;
        }
        return settings.full ? (
          <>
            <Measures>
              {known(environments).map(environment => (
                <Namespace
                  key={environment.name}
                  environment={environment}
                  headed
                />
              ))}
            </Measures>
            <Legend shown={known(environments)} />
            <Unmeasured shown={known(environments)} />
          </>
        ) : (
          <>
            <Namespace environment={focus} most={4} />
            <Legend shown={[focus]} />
            <Unmeasured shown={[focus]} />
          </>
        );
      }}
    </AspectCard>
  );
};
