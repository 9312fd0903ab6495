import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { knownIn, type FleetQuota } from '@slipway/plugin-slipway-common';
import { slipwayApiRef, type ListQuery } from '../../api';
import { AsOf } from '../../elements/Age';
import { ReallyUsed } from '../../elements/ReallyUsed';
import { Verdict } from '../../elements/Verdict';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { ListFrame } from '../ListFrame';
import { ListTable } from '../../elements/ListTable';
import { shapeOfAnswer, shortRef } from '../services';
import { usePages } from '../../hooks/usePages';
import styles from '../../elements/ListTable/ListTable.module.css';

const FULL = 0.9;

function isFull(quota: FleetQuota): boolean {
  return (knownIn(quota.state)?.resources ?? []).some(
    ({ used, limit }) => used >= limit * FULL && used > 0,
  );
}

function isStarting({ state }: FleetQuota): boolean {
  return state.answer === 'unreachable' && state.starting === true;
}

const Namespace = ({ quota }: { quota: FleetQuota }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { amount, noun } = useFormats();
  const { cluster, namespace, services, state } = quota;
  const { resources = [], use } = knownIn(quota.state) ?? {};
  const rows = Math.max(1, resources.length);
  const starting = isStarting(quota);
  const stale = state.answer !== 'data' && (
    <span className={styles.state}>
      <Verdict
        shape={shapeOfAnswer({ answer: state.answer, starting }, 'none')}
      />
      {starting && <small>{t('fleet.starting')}</small>}
      {'lastKnown' in state && state.lastKnown && (
        <small>
          <AsOf at={state.lastKnown.at} />
        </small>
      )}
    </span>
  );
  const name = (
    <th scope="rowgroup" rowSpan={rows}>
      {namespace}
      <small>{cluster}</small>
      {stale}
    </th>
  );
  const lives = (
    <td rowSpan={rows} data-spare>
      {services.map(shortRef).join(', ')}
    </td>
  );
  if (resources.length === 0) {
    return (
      <tr>
        {name}
        {lives}
        <td colSpan={3} />
      </tr>
    );
  }
  return (
    <>
      {resources.map(({ resource, used, limit }, index) => {
        const share = limit > 0 ? used / limit : Number(used > 0);
        return (
          <tr key={resource}>
            {index === 0 && name}
            {index === 0 && lives}
            <td title={resource}>{noun(resource)}</td>
            <td>
              <div className={styles.used}>
                <div
                  className={styles.bar}
                  data-full={share >= FULL || undefined}
                  role="img"
                  aria-label={t('fleet.quota.bar', {
                    percent: Math.round(share * 100),
                    resource: noun(resource),
                  })}
                >
                  <span
                    style={{ inlineSize: `${Math.min(1, share) * 100}%` }}
                  />
                </div>
                <span>
                  {t('fleet.quota.of', {
                    used: amount(resource, used),
                    limit: amount(resource, limit),
                  })}
                </span>
              </div>
              <ReallyUsed use={use} resource={resource} />
            </td>
            <td data-number>{amount(resource, Math.max(0, limit - used))}</td>
          </tr>
        );
      })}
    </>
  );
};

const ALL: ListQuery = { limit: 100 };

/** What namespaces allow and what of it is used, the fullest first. */
export const QuotasList = ({
  query = ALL,
  part,
}: {
  /** Always the same object. */
  query?: ListQuery;
  /** A part of a page, where nothing stands while there is nothing. */
  part?: boolean;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const api = useApi(slipwayApiRef);
  const list = usePages(
    useCallback(
      (cursor: string | undefined, signal: AbortSignal) =>
        api.getQuotas({ ...query, ...(cursor && { cursor }) }, { signal }),
      [api, query],
    ),
  );
  return (
    <ListFrame
      title={t('fleet.quotas')}
      list={list}
      part={part}
      itemsOf={({ quotas }) => quotas}
      none={t('fleet.quota.none')}
      sayOf={quotas => {
        const count = quotas.filter(isFull).length;
        if (quotas.length === 0) {
          return { shape: 'none', answer: t('fleet.quota.answer.none') };
        }
        if (count === 0 && quotas.some(isStarting)) {
          return { shape: 'progressing', answer: t('attention.starting') };
        }
        return count > 0
          ? {
              shape: 'degraded',
              answer: t('fleet.quota.answer.full', { count }),
            }
          : { shape: 'healthy', answer: t('fleet.quota.answer.fits') };
      }}
    >
      {quotas => (
        <ListTable
          label={t('fleet.quotas')}
          columns={[
            { title: t('fleet.quota.namespace') },
            { title: t('fleet.quota.lives'), spare: true },
            { title: t('fleet.quota.resource') },
            { title: t('fleet.quota.used') },
            { title: t('fleet.quota.left'), number: true },
          ]}
        >
          {quotas.map(quota => (
            <Namespace
              key={`${quota.cluster}/${quota.namespace}`}
              quota={quota}
            />
          ))}
        </ListTable>
      )}
    </ListFrame>
  );
};
