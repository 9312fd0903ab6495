import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { FleetFilter, FleetPage } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import { shortRef } from '../services';

/** One of a few; its name stands before what is chosen. */
export const Choice = ({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}) => (
  <Select
    size="small"
    aria-label={label}
    options={options.map(option => ({
      ...option,
      label: `${label}: ${option.label}`,
    }))}
    value={value}
    onChange={chosen => onChange(String(chosen ?? ''))}
  />
);

type ShownFacet =
  | 'owner'
  | 'system'
  | 'domain'
  | 'environment'
  | 'cluster'
  | 'trouble';

/** By what services are chosen, one value of each. */
export const Facets = ({
  of,
  query,
  counts,
  set,
}: {
  of: readonly ShownFacet[];
  query: FleetFilter;
  counts: FleetPage['facets'] | undefined;
  set: (name: ShownFacet, value: string | undefined) => void;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <>
      {of.map(facet => {
        const chosen = query[facet]?.[0] ?? '';
        const values = Object.keys(counts?.[facet] ?? {});
        // What was chosen stays to be seen, also where nothing has it any more.
        const all = [...new Set([...values, chosen])].filter(Boolean).sort();
        if (facet === 'domain' && all.length < 2 && !chosen) {
          // Many a company is one.
          return null;
        }
        const label = t(`fleet.filter.${facet}`);
        return (
          <Select
            key={facet}
            size="small"
            aria-label={label}
            options={[
              { value: '', label: `${label}: ${t('fleet.any')}` },
              ...all.map(value => ({ value, label: shortRef(value) })),
            ]}
            value={chosen}
            onChange={value => set(facet, String(value ?? '') || undefined)}
          />
        );
      })}
    </>
  );
};
