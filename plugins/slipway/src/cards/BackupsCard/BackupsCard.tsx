import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  knownIn,
  lastSuccessOf,
  objectiveOf,
  type HistoryEvent,
} from '@slipway/plugin-slipway-common';
import { Age } from '../../elements/Age';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import {
  AspectCard,
  focusOf,
  type CardSettings,
  type Environments,
} from '../aspect';
import { Backup } from './Backup';
import styles from './BackupsCard.module.css';

const ASPECTS = ['backups'] as const;
const LINES = `spec:
  needs:
    db:
      backup:
        schedule: '0 3 * * *'
        keep: 30d
        objective: 26h`;

export interface BackupsCardProps extends CardSettings {
  /** How many of the last runs are shown. */
  runs?: number;
  /** What is remembered of runs that the cluster has forgotten. */
  events?: readonly HistoryEvent[];
}

/** The one whose last success is the longest ago. */
function oldest(environments: Environments<'backups'>) {
  const focus = focusOf(environments, 'backups');
  const backups = focus ? knownIn(focus.backups)!.backups : [];
  return backups
    .map(backup => ({ backup, last: lastSuccessOf(backup) }))
    .sort((a, b) => (a.last ?? '').localeCompare(b.last ?? ''))[0];
}

/** Whether everything that is to be backed up was, in time, and whether it can be restored. */
export const BackupsCard = ({
  runs = 30,
  events = [],
  ...settings
}: BackupsCardProps) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { term } = useFormats();
  return (
    <AspectCard
      {...settings}
      card="backups"
      aspects={ASPECTS}
      lines={LINES}
      healthy={environments => {
        const found = oldest(environments);
        if (!found?.last) {
          return t('backups.first');
        }
        const objective = objectiveOf(found.backup);
        const age = (
          <span aria-live="off">
            <Age since={found.last} />
          </span>
        );
        return objective === undefined
          ? t('backups.last', { age })
          : t('backups.within', {
              age,
              objective: term(objective),
            });
      }}
      source={environments => {
        const focus = focusOf(environments, 'backups');
        return (
          focus &&
          t('card.place', {
            namespace: focus.namespace,
            cluster: focus.cluster,
          })
        );
      }}
      loading={
        <>
          <Skeleton width="100%" height="2.5rem" />
          <Skeleton width="100%" height="1rem" />
          <Skeleton width="100%" height="1rem" />
          <Skeleton width="100%" height="1rem" />
        </>
      }
    >
      {environments => {
        const focus = focusOf(environments, 'backups');
        const shown = settings.full
          ? environments.filter(({ backups }) => knownIn(backups))
          : [focus].flatMap(one => one ?? []);
        const all = shown.flatMap(environment =>
          knownIn(environment.backups)!.backups.map(backup => ({
            environment,
            backup,
          })),
        );
        return (
          <div className={styles.backups}>
            {all.map(({ environment, backup }) => (
              <Backup
                key={`${environment.name} ${backup.by} ${backup.object}`}
                {...{ environment, backup, runs, events }}
                headed={all.length > 1}
                full={settings.full}
              />
            ))}
          </div>
        );
      }}
    </AspectCard>
  );
};
