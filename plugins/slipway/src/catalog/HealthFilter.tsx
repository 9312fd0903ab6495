import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityList } from '@backstage/plugin-catalog-react';
import { Select } from '@backstage/ui';
import type {
  FleetService,
  VerdictState,
} from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../api';
import { verdictsByHarm } from '../fleet/services';
import { usePages } from '../hooks/usePages';
import { slipwayTranslationRef } from '../translation';
import {
  EntityHealthFilter,
  MOST_BY_NAME,
  type HealthFilters,
} from './EntityHealthFilter';
import styles from './HealthFilter.module.css';

/** A catalog that hands out everything at once leaves it to the browser to choose: so many are read for that. */
const MOST_AT_ONCE = 5_000;
const PAGE = 100;
const ANY = '';

/** Among the filters of the catalog's page: only services whose worst environment is so. */
export const HealthFilter = () => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const api = useApi(slipwayApiRef);
  const { updateFilters, queryParameters, paginationMode } =
    useEntityList<HealthFilters>();
  const most = paginationMode === 'none' ? MOST_AT_ONCE : MOST_BY_NAME;
  const [asked] = [queryParameters.health].flat();
  const [chosen, setChosen] = useState<VerdictState | undefined>(
    verdictsByHarm.find(state => state === asked),
  );
  const { pages, stale, error } = usePages(
    useCallback(
      async (_: string | undefined, signal: AbortSignal) => {
        const services: FleetService[] = [];
        let page;
        do {
          page = await api.getFleet(
            {
              ...(chosen && { worst: [chosen] }),
              limit: chosen ? PAGE : 1,
              ...(page?.next && { cursor: page.next }),
            },
            { signal },
          );
          services.push(...page.services);
        } while (chosen && page.next && services.length < most);
        const read: {
          of: typeof chosen;
          refs: string[];
          counts: Record<string, number>;
          next?: string;
        } = {
          of: chosen,
          refs: services.map(({ entityRef }) => entityRef),
          counts: page.facets.worst,
        };
        return read;
      },
      [api, chosen, most],
    ),
  );
  const { refs = [], counts = {} } = pages?.at(0) ?? {};
  // What was asked for before stays until the answer comes.
  const asking = stale || !pages;
  const key = chosen ? [chosen, ...refs].join('\n') : '';
  useEffect(() => {
    if (asking) {
      return;
    }
    const [state, ...names] = key.split('\n');
    updateFilters({
      health: state ? new EntityHealthFilter(state, names) : undefined,
    });
  }, [asking, key, updateFilters]);

  if (!chosen && Object.keys(counts).length === 0) {
    // No service is known yet, or nobody answers: there is nothing to choose by.
    return null;
  }
  const tooMany = verdictsByHarm.filter(state => (counts[state] ?? 0) > most);
  return (
    <div className={styles.filter}>
      <Select
        label={t('catalog.filter')}
        size="medium"
        options={[
          { value: ANY, label: t('catalog.any') },
          ...verdictsByHarm
            .filter(state => counts[state] || state === chosen)
            .map(state => ({
              value: state,
              label: t('catalog.option', {
                state: t(`state.${state}`),
                number: counts[state] ?? 0,
              }),
              disabled: tooMany.includes(state),
            })),
        ]}
        disabledKeys={tooMany}
        value={chosen ?? ANY}
        onChange={value =>
          setChosen(verdictsByHarm.find(state => state === value))
        }
      />
      {tooMany.length > 0 && <p>{t('catalog.tooMany', { most })}</p>}
      {chosen && error && <p>{t('catalog.failed')}</p>}
    </div>
  );
};
