import { memo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import type { FleetPage } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import { Count } from '../Count';
import { verdictsByHarm } from '../services';
import type { ViewControl } from './useFleetView';
import tools from '../Tools/Tools.module.css';

const PlainCounts = ({
  control: { view, set },
  counts,
}: {
  control: ViewControl;
  counts: FleetPage['facets']['worst'];
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const chosen = view.query.worst?.[0];
  return (
    <div className={tools.counts} role="group" aria-label={t('fleet.show')}>
      {verdictsByHarm
        .filter(state => counts[state] || state === chosen)
        .map(state => (
          <ToggleButton
            key={state}
            size="small"
            isSelected={state === chosen}
            onChange={on => set('worst', on ? state : undefined)}
          >
            <Count state={state} count={counts[state] ?? 0} />
          </ToggleButton>
        ))}
    </div>
  );
};

/** How many there are of each state; one of them shows these alone. */
export const Counts = memo(PlainCounts);
