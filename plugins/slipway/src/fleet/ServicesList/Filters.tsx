import { memo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  MenuListBox,
  MenuListBoxItem,
  MenuTrigger,
} from '@backstage/ui';
import type { FleetPage } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import { columnsText, extras, groupings, type Extra } from '../query';
import { Choice, Facets, Search } from '../Tools';
import { Views, type View } from '../Views';
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

const Columns = ({ view: { columns }, set }: ViewControl) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <MenuTrigger>
      <Button size="small" variant="secondary">
        {t('fleet.columns')}
      </Button>
      <MenuListBox
        aria-label={t('fleet.columns')}
        selectionMode="multiple"
        selectedKeys={columns}
        onSelectionChange={chosen =>
          set(
            'columns',
            columnsText(chosen === 'all' ? extras : ([...chosen] as Extra[])),
          )
        }
      >
        {extras.map(one => (
          <MenuListBoxItem key={one} id={one}>
            {t(`fleet.column.${one}`)}
          </MenuListBoxItem>
        ))}
      </MenuListBox>
    </MenuTrigger>
  );
};

interface FiltersProps {
  control: ViewControl;
  counts: FleetPage['facets'] | undefined;
  views: View[] | undefined;
}

const PlainFilters = ({ control, counts, views }: FiltersProps) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { view, set } = control;
  const { query, group } = view;
  return (
    <div className={tools.filters}>
      <Search asked={query.search} ask={set} />
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
      <Columns {...control} />
      <Views list="services" given={views} />
    </div>
  );
};

/** Which services, in which order; all of it stands in the address. Drawn anew when there is something else to choose. */
export const Filters = memo(
  PlainFilters,
  (before, after) =>
    before.control === after.control &&
    before.views === after.views &&
    facets.every(
      facet =>
        before.counts?.[facet] === after.counts?.[facet] ||
        String(Object.keys(before.counts?.[facet] ?? {})) ===
          String(Object.keys(after.counts?.[facet] ?? {})),
    ),
);
