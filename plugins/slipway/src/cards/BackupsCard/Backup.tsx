import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  BackupSchedule,
  HistoryEvent,
} from '@slipway/plugin-slipway-common';
import { Age, Until } from '../../elements/Age';
import { CopyCode } from '../../elements/CopyCode';
import { Facts } from '../../elements/Facts';
import { Strip } from '../../elements/Strip';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { heightsOf, lastRuns, runsIn, secondsOf } from './runs';

function useAmounts() {
  const { amount, ...formats } = useFormats();
  return {
    ...formats,
    size: (bytes: number) => amount('requests.storage', bytes),
  };
}

const Runs = ({
  runs,
  of,
}: {
  runs: ReturnType<typeof lastRuns>;
  of: 'sizes' | 'durations';
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { day, minute, size, span } = useAmounts();
  const values = runs.map(run => (of === 'sizes' ? run.bytes : secondsOf(run)));
  const tell = (value: number | undefined) => {
    if (value === undefined) {
      return undefined;
    }
    return of === 'sizes' ? size(value) : span(value);
  };
  const heights = heightsOf(values);
  const failed = runs.filter(({ outcome }) => outcome === 'failed').length;
  const count = runs.length;
  const ending =
    failed > 0 ? t('backups.failed', { count: failed }) : t('backups.allWell');
  const [first, last] = [values[0], values[values.length - 1]];
  return (
    <Strip
      label={[t(`backups.${of}`), t('backups.runs', { count }), ending].join(
        ', ',
      )}
      low={of === 'durations'}
      cells={runs.map(({ startedAt, outcome }, index) => ({
        key: startedAt,
        height: heights[index],
        outcome: (
          { succeeded: 'good', failed: 'bad', running: 'running' } as const
        )[outcome],
        title: t('backups.run', {
          outcome: t(`backups.outcome.${outcome}`),
          time: minute(startedAt),
          size: tell(values[index]) ?? t('backups.noSize'),
        }),
      }))}
      from={of === 'sizes' ? day(runs[0].startedAt) : tell(first)}
      between={of === 'sizes' && (failed > 0 ? ending : undefined)}
      to={of === 'sizes' ? day(runs[runs.length - 1].startedAt) : tell(last)}
    />
  );
};

/** What takes backups of one need: its runs, and what they come to. */
export const Backup = ({
  environment: { name, namespace },
  backup,
  events,
  runs: most,
  headed,
  full,
}: {
  environment: { name: string; namespace: string };
  backup: BackupSchedule;
  events: readonly HistoryEvent[];
  runs: number;
  headed: boolean;
  full?: boolean;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { day, size, span } = useAmounts();
  const { need, by, object, keepSeconds, nextAt, restore, verify } = backup;
  const runs = lastRuns(
    most,
    runsIn(events, { environment: name, need }),
    backup.runs,
  );
  const newest = [...runs].reverse().find(run => run.outcome === 'succeeded');
  const took = newest && secondsOf(newest);
  const oldestAt = backup.runs.find(run => run.oldestAt)?.oldestAt;
  const tried = [...(verify?.runs ?? []), ...(restore?.runs ?? [])]
    .filter(({ endedAt }) => endedAt)
    .sort((a, b) => b.endedAt!.localeCompare(a.endedAt!))[0];
  const kept = () => {
    if (keepSeconds === undefined) {
      return undefined;
    }
    return oldestAt
      ? t('backups.keptSince', {
          span: span(keepSeconds),
          date: day(oldestAt),
        })
      : t('backups.keptFor', { span: span(keepSeconds) });
  };
  const triedText = () => {
    if (tried) {
      return t(
        tried.outcome === 'failed'
          ? 'backups.restoredBadly'
          : 'backups.restoredWell',
        { age: <Age since={tried.endedAt!} /> },
      );
    }
    return verify?.lastSuccessAt
      ? t('backups.restoredWell', { age: <Age since={verify.lastSuccessAt} /> })
      : t('backups.never');
  };
  const sizeText = () => {
    if (newest?.bytes === undefined) {
      return took === undefined ? undefined : span(took);
    }
    return took === undefined
      ? size(newest.bytes)
      : t('backups.took', { size: size(newest.bytes), duration: span(took) });
  };
  return (
    <div>
      {headed && (
        <h4>
          {need} <small>{name}</small>
        </h4>
      )}
      {runs.length > 0 && (
        <div>
          <Runs runs={runs} of="sizes" />
          {full && <Runs runs={runs} of="durations" />}
        </div>
      )}
      <div>
        <Facts
          facts={[
            { name: t('backups.size'), value: sizeText() },
            {
              name: t('backups.next'),
              value: backup.suspended
                ? t('backups.suspended')
                : nextAt && <Until at={nextAt} />,
            },
            { name: t('backups.kept'), value: kept() },
            { name: t('backups.restored'), value: triedText() },
            { name: t('backups.by'), value: full && `${by} ${object}` },
          ]}
        />
        {restore && (
          <CopyCode
            label={t('backups.restore')}
            code={`kubectl -n ${namespace} create job \\\n  --from=cronjob/${restore.object} ${restore.object}-now`}
          />
        )}
      </div>
    </div>
  );
};
