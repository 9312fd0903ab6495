import { memo, useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select } from '@backstage/ui';
import type { FleetPage } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import { groupings } from '../query';
import { shortRef } from '../services';
import type { ViewControl } from './useFleetView';
import styles from './ServicesList.module.css';

const TYPED_MS = 200;
const ANY = '';

const facets = [
  'owner',
  'system',
  'domain',
  'environment',
  'cluster',
  'trouble',
] as const;
const orders = [
  'verdict',
  'name',
  'changed',
  'quota',
  'backup',
  'certificate',
] as const;

/** What is typed is asked for once nobody types any more. */
const Search = ({ view, set }: ViewControl) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const asked = view.query.search ?? '';
  const [typed, setTyped] = useState(asked);
  const said = useRef(asked);
  useEffect(() => {
    // What came back of one's own typing must not overwrite what was typed since.
    if (asked !== said.current) {
      said.current = asked;
      setTyped(asked);
    }
  }, [asked]);
  useEffect(() => {
    if (typed === asked) {
      return undefined;
    }
    const timer = setTimeout(() => {
      said.current = typed;
      set('search', typed);
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, set]);
  return (
    <SearchField
      size="small"
      aria-label={t('fleet.search')}
      placeholder={t('fleet.search')}
      value={typed}
      onChange={setTyped}
    />
  );
};

interface FiltersProps {
  control: ViewControl;
  counts: FleetPage['facets'] | undefined;
}

const PlainFilters = ({ control, counts }: FiltersProps) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { view, set } = control;
  const { query, group } = view;
  return (
    <div className={styles.filters}>
      <Search {...control} />
      {facets.map(facet => {
        const chosen = query[facet]?.[0] ?? ANY;
        const values = Object.keys(counts?.[facet] ?? {});
        // What was chosen stays to be seen, also where nothing has it any more.
        const all = [...new Set([...values, chosen])].filter(Boolean).sort();
        if (facet === 'domain' && all.length < 2 && !chosen) {
          // Many a company is one.
          return null;
        }
        return (
          <Select
            key={facet}
            size="small"
            aria-label={t(`fleet.filter.${facet}`)}
            options={[
              {
                value: ANY,
                label: `${t(`fleet.filter.${facet}`)}: ${t('fleet.any')}`,
              },
              ...all.map(value => ({ value, label: shortRef(value) })),
            ]}
            value={chosen}
            onChange={value => set(facet, String(value ?? ANY) || undefined)}
          />
        );
      })}
      <Select
        size="small"
        aria-label={t('fleet.filter.group')}
        options={groupings.map(value => ({
          value,
          label: `${t('fleet.filter.group')}: ${t(`fleet.group.${value}`)}`,
        }))}
        value={group}
        onChange={value => set('group', String(value))}
      />
      {group === 'none' && (
        <Select
          size="small"
          aria-label={t('fleet.filter.sort')}
          options={orders.map(value => ({
            value,
            label: `${t('fleet.filter.sort')}: ${t(`fleet.sort.${value}`)}`,
          }))}
          value={query.sort?.replace(/^-/, '') ?? 'name'}
          onChange={value => set('sort', String(value))}
        />
      )}
    </div>
  );
};

/** Which services, in which order; all of it stands in the address. Drawn anew when there is something else to choose. */
export const Filters = memo(
  PlainFilters,
  (before, after) =>
    before.control === after.control &&
    facets.every(
      facet =>
        before.counts?.[facet] === after.counts?.[facet] ||
        String(Object.keys(before.counts?.[facet] ?? {})) ===
          String(Object.keys(after.counts?.[facet] ?? {})),
    ),
);
