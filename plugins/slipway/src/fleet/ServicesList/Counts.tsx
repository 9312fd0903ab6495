import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import type { FleetPage, VerdictState } from '@slipway/plugin-slipway-common';
import { Verdict } from '../../elements/Verdict';
import { slipwayTranslationRef } from '../../translation';
import type { ViewControl } from './useFleetView';
import styles from './ServicesList.module.css';

const states: VerdictState[] = [
  'failed',
  'degraded',
  'unknown',
  'progressing',
  'healthy',
];

/** How many there are of each state; one of them shows these alone. */
export const Counts = ({
  control: { view, set },
  counts,
}: {
  control: ViewControl;
  counts: FleetPage['facets']['worst'];
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const chosen = view.query.worst?.[0];
  return (
    <div className={styles.counts} role="group" aria-label={t('fleet.show')}>
      {states
        .filter(state => counts[state] || state === chosen)
        .map(state => (
          <ToggleButton
            key={state}
            size="small"
            isSelected={state === chosen}
            onChange={on => set('worst', on ? state : undefined)}
          >
            <span className={styles.count}>
              <Verdict shape={state} />
              <b>{(counts[state] ?? 0).toLocaleString()}</b>
              <span aria-hidden>{t(`state.${state}`).toLocaleLowerCase()}</span>
            </span>
          </ToggleButton>
        ))}
    </div>
  );
};
