import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { anchorOf } from '../../cards/aspect';
import { Age } from '../../elements/Age';
import { Frame, Loading, Unread } from '../../elements/Frame';
import { slipwayTranslationRef } from '../../translation';
import { ListTable } from '../../elements/ListTable';
import { laneOf } from './lanes';
import { Plot } from './Plot';
import { useEventText } from './useEventText';
import { useHistory } from './useHistory';
import styles from './Timeline.module.css';

const RANGES = [1, 7, 30, 90];
const DAY_MS = 24 * 3600_000;
const ALL = '*';
const KINDS = ['trouble', 'version', 'sync', 'backup'] as const;

/** One of a few, all of them in sight. */
const Choice = ({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: (readonly [value: string, label: string])[];
  value: string;
  onChange: (value: string) => void;
}) => (
  <ToggleButtonGroup
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={([key]) => onChange(String(key))}
  >
    {options.map(([id, text]) => (
      <ToggleButton key={id} id={id} size="small">
        {text}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);

/** What happened to a service, on one axis, and as a table for whoever reads it so. */
export const Timeline = ({
  entityRef,
  environments,
}: {
  entityRef: string;
  /** In promotion order. */
  environments: string[];
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const say = useEventText();
  const [days, setDays] = useState(30);
  const [environment, setEnvironment] = useState(ALL);
  const [kind, setKind] = useState(ALL);
  const [table, setTable] = useState(false);
  const { events, cut, error } = useHistory(entityRef, days);
  const title = t('timeline.title');
  const all = [ALL, t('timeline.all')] as const;
  if (!events) {
    return error ? (
      <Unread {...{ title, entityRef, error }} />
    ) : (
      <Loading title={title} label={t('timeline.loading')}>
        <Skeleton width="100%" height="10rem" />
      </Loading>
    );
  }
  const names = [...new Set(environments)];
  const shown = environment === ALL ? names : [environment];
  const from = new Date(Date.now() - days * DAY_MS).toISOString();
  const told = events.filter(
    event => kind === ALL || laneOf(event.kind) === kind,
  );
  const inRange = told.filter(
    event => event.at >= from && shown.includes(event.environment),
  );
  const zoom = (steps: number) =>
    setDays(RANGES[RANGES.indexOf(days) + steps] ?? days);
  const last = shown.at(-1) ?? '';
  const count = events.filter(
    event =>
      event.kind === 'version' &&
      event.before &&
      event.environment === last &&
      event.at >= from,
  ).length;
  const answer = () => {
    if (events.length === 0) {
      return t('timeline.answer.nothing');
    }
    return count > 0
      ? t('timeline.answer.deploys', { count, environment: last, days })
      : t('timeline.answer.none', { environment: last, days });
  };
  return (
    <Frame
      id={anchorOf('timeline')}
      title={title}
      answer={answer()}
      foot={<span>{cut ? t('timeline.more') : t('timeline.kept')}</span>}
    >
      <div className={styles.choices}>
        <Choice
          label={t('timeline.range')}
          options={RANGES.map(range => [
            String(range),
            t('timeline.days', { count: range }),
          ])}
          value={String(days)}
          onChange={value => setDays(Number(value))}
        />
        <Choice
          label={t('timeline.environment')}
          options={[all, ...names.map(name => [name, name] as const)]}
          value={environment}
          onChange={setEnvironment}
        />
        <Choice
          label={t('timeline.kind')}
          options={[
            all,
            ...KINDS.map(name => [name, t(`timeline.lane.${name}`)] as const),
          ]}
          value={kind}
          onChange={setKind}
        />
        <span>
          <Button
            size="small"
            variant="secondary"
            aria-label={t('timeline.zoomIn')}
            isDisabled={days === RANGES[0]}
            onPress={() => zoom(-1)}
          >
            +
          </Button>
          <Button
            size="small"
            variant="secondary"
            aria-label={t('timeline.zoomOut')}
            isDisabled={days === RANGES[RANGES.length - 1]}
            onPress={() => zoom(1)}
          >
            −
          </Button>
        </span>
      </div>
      <Plot
        events={told}
        environments={names}
        shown={shown}
        days={days}
        only={kind === ALL ? undefined : kind}
        onZoom={zoom}
      />
      <details onToggle={event => setTable(event.currentTarget.open)}>
        <summary>{t('timeline.table')}</summary>
        {table && (
          <ListTable
            label={t('timeline.title')}
            columns={[
              { title: t('timeline.column.when') },
              { title: t('timeline.column.where') },
              { title: t('timeline.column.what') },
            ]}
          >
            {inRange.slice(0, 200).map(event => (
              <tr key={event.id}>
                <td>
                  <Age since={event.at} />
                </td>
                <td>{event.environment}</td>
                <td>{say(event)}</td>
              </tr>
            ))}
          </ListTable>
        )}
      </details>
    </Frame>
  );
};
