import { memo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetPage } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import { groupings } from '../query';
import { Choice, Facets, Search } from '../Tools';
import type { ViewControl } from './useFleetView';
import tools from '../Tools/Tools.module.css';

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
  'skew',
  'quota',
  'backup',
  'certificate',
] as const;

interface FiltersProps {
  control: ViewControl;
  counts: FleetPage['facets'] | undefined;
}

const PlainFilters = ({ control, counts }: FiltersProps) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { view, set } = control;
  const { query, group } = view;
  return (
    <div className={tools.filters}>
      <Search asked={query.search} ask={set} />
      <div className={tools.choices}>
        <Facets of={facets} query={query} counts={counts} set={set} />
        <Choice
          label={t('fleet.filter.group')}
          options={groupings.map(value => ({
            value,
            label: t(`fleet.group.${value}`),
          }))}
          value={group}
          onChange={value => set('group', value)}
        />
        {group === 'none' && (
          <Choice
            label={t('fleet.filter.sort')}
            options={orders.map(value => ({
              value,
              label: t(`fleet.sort.${value}`),
            }))}
            value={query.sort?.replace(/^-/, '') ?? 'name'}
            onChange={value => set('sort', value)}
          />
        )}
      </div>
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
