import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { EntityMetrics } from '@slipway/plugin-slipway-common';
import { anchorOf } from '../../cards/aspect';
import { Frame, Loading, Unread } from '../../elements/Frame';
import type { Pages } from '../../hooks/usePages';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { METRICS_DAYS, type MetricsRead } from '../useMetrics';
import shared from '../../elements/shared.module.css';
import styles from './Metrics.module.css';

type Kind = 'frequency' | 'lead' | 'failures' | 'restore';

const Metric = ({
  kind,
  value,
  children,
}: {
  kind: Kind;
  value: string | undefined;
  children?: ReactNode;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <div>
      <h4>{t(`metrics.${kind}`)}</h4>
      {value === undefined ? (
        <p className={shared.quiet}>{t('metrics.unknown')}</p>
      ) : (
        <p>
          <b>{value}</b>
        </p>
      )}
      <p className={shared.quiet}>{children}</p>
      <details className={shared.quiet}>
        <summary>{t('metrics.counted')}</summary>
        {t(`metrics.definition.${kind}`)}
      </details>
    </div>
  );
};

const Environment = ({ of }: { of: EntityMetrics['environments'][number] }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { minute, number, percent, span } = useFormats();
  const { deploys, deploysPerWeek, lead, failures, restore, failingSince } = of;
  return (
    <div className={styles.metrics}>
      <Metric
        kind="frequency"
        value={number(deploysPerWeek, { maximumFractionDigits: 1 })}
      >
        {t('metrics.total', { count: deploys })}
      </Metric>
      <Metric kind="lead" value={lead && span(lead.seconds)}>
        {lead && t('metrics.of', { count: lead.of })}
      </Metric>
      <Metric kind="failures" value={failures && percent(failures.share)}>
        {failures &&
          t('metrics.share', { number: failures.number, of: failures.of })}
      </Metric>
      <Metric kind="restore" value={restore && span(restore.seconds)}>
        {restore && t('metrics.of', { count: restore.of })}{' '}
        {failingSince &&
          t('metrics.failing', {
            time: minute(failingSince),
          })}
      </Metric>
    </div>
  );
};

/** How often, how soon and how well what the users see is delivered, each with what is counted. */
export const Metrics = ({
  entityRef,
  reading: { pages, error },
}: {
  entityRef: string;
  reading: Pages<MetricsRead>;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { date } = useFormats();
  const title = t('metrics.title');
  // What lies before it is delivered to many times a day, and says little.
  const last = pages?.at(0)?.environments.at(-1);
  if (!pages) {
    return error ? (
      <Unread {...{ title, entityRef, error }} />
    ) : (
      <Loading title={title} label={t('fleet.loading')}>
        <Skeleton width="100%" height="6rem" />
      </Loading>
    );
  }
  if (!last) {
    return null;
  }
  const { name: environment, deploys: count, since } = last;
  return (
    <Frame
      id={anchorOf('metrics')}
      title={title}
      age={
        since
          ? t('metrics.since', {
              date: date(since),
            })
          : t('metrics.span', { days: METRICS_DAYS })
      }
      answer={
        count > 0
          ? t('metrics.answer.deploys', { count, environment })
          : t('metrics.answer.quiet', { environment })
      }
    >
      <Environment of={last} />
    </Frame>
  );
};
