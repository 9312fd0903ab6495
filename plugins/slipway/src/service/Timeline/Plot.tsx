import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HistoryEvent } from '@slipway/plugin-slipway-common';
import { Age } from '../../elements/Age';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { lanesOf, ticksOf, type Lane, type Mark } from './lanes';
import { useEventText } from './useEventText';
import shared from '../../elements/shared.module.css';
import styles from './Timeline.module.css';

const DAY_MS = 24 * 3600_000;

/** Nearest to the users a diamond, before it a ring, first a dot: told without colour. */
function shapeOf(mark: Mark, environments: readonly string[]): string {
  const index = environments.indexOf(mark.event.environment);
  if (mark.bad) {
    return 'cross';
  }
  if (index === environments.length - 1) {
    return 'diamond';
  }
  return index === 0 ? 'dot' : 'ring';
}

const Glyph = ({ shape }: { shape: string }) => (
  <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
    {shape === 'diamond' && <path d="M5 0 10 5 5 10 0 5Z" />}
    {shape === 'dot' && <circle cx="5" cy="5" r="2.75" />}
    {shape === 'ring' && <circle cx="5" cy="5" r="3.5" data-line />}
    {shape === 'cross' && <path d="m1 1 8 8M9 1 1 9" data-line />}
  </svg>
);

const LaneRow = ({
  lane,
  environments,
  picked,
  tabStop,
  onPick,
}: {
  lane: Lane;
  environments: readonly string[];
  picked: number | undefined;
  /** The one mark of all lanes that Tab reaches. */
  tabStop: number | undefined;
  onPick: (event: HistoryEvent) => void;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { minute } = useFormats();
  const say = useEventText();
  return (
    <>
      <div className={shared.quiet}>
        {t(`timeline.lane.${lane.kind}`)} {lane.environment}
      </div>
      <div>
        {lane.marks.map(mark => {
          const { event, x, width, open, bad } = mark;
          const at = minute(event.at);
          const label = `${event.environment}: ${say(event)}, ${at}${
            open ? `, ${t('timeline.open')}` : ''
          }`;
          return (
            <button
              key={event.id}
              type="button"
              data-event={event.id}
              data-part={width === undefined ? 'mark' : 'bar'}
              data-bad={bad || undefined}
              data-open={open || undefined}
              aria-pressed={event.id === picked}
              aria-label={label}
              title={label}
              tabIndex={event.id === tabStop ? 0 : -1}
              style={{
                // What goes on ends where the axis does, however short it is yet.
                ...(open
                  ? { insetInlineEnd: 0 }
                  : { insetInlineStart: `${x}%` }),
                ...(width !== undefined && { width: `${width}%` }),
              }}
              onClick={() => onPick(event)}
              onFocus={() => onPick(event)}
            >
              {width === undefined && (
                <Glyph shape={shapeOf(mark, environments)} />
              )}
            </button>
          );
        })}
      </div>
    </>
  );
};

/** Moves the focus among the marks in the order of time, whatever lane they are in. */
function useMoving(marks: Mark[], onZoom: (steps: number) => void) {
  const plot = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const ids = marks.map(mark => mark.event.id);
    const now = ids.indexOf(
      Number((event.target as HTMLElement).dataset.event),
    );
    // Time goes the way in which the page is read.
    const on = event.currentTarget.closest("[dir='rtl']") ? -1 : 1;
    const to: Record<string, number> = {
      ArrowRight: now + on,
      ArrowLeft: now - on,
      Home: 0,
      End: ids.length - 1,
    };
    const zoom = { '+': -1, '-': 1, '−': 1 }[event.key];
    if (zoom !== undefined && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onZoom(zoom);
      return;
    }
    const next = ids[to[event.key]];
    if (next !== undefined) {
      event.preventDefault();
      plot.current
        ?.querySelector<HTMLElement>(`[data-event="${next}"]`)
        ?.focus();
    }
  };
  return { plot, onKeyDown };
}

/** The lanes above one axis: one stop for Tab, in which arrow keys move. */
export const Plot = ({
  events,
  environments,
  shown,
  days,
  only,
  onZoom,
}: {
  events: HistoryEvent[];
  environments: string[];
  shown: string[];
  days: number;
  /** The kind of lane that is looked at; all when left out. */
  only?: string;
  /** Shows fewer days where it is less than 0, more where it is greater. */
  onZoom: (steps: number) => void;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { day } = useFormats();
  const say = useEventText();
  const [picked, setPicked] = useState<HistoryEvent>();
  // The axis ends when it was read: it does not creep while somebody looks for something on it.
  const axis = useMemo(() => {
    const to = Date.now();
    return { from: to - days * DAY_MS, to };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- anew with what was read
  }, [days, events]);
  const lanes = lanesOf(events, shown, axis).filter(
    ({ kind }) => !only || kind === only,
  );
  const marks = lanes
    .flatMap(lane => lane.marks)
    .sort((a, b) => Date.parse(a.event.at) - Date.parse(b.event.at));
  const { plot, onKeyDown } = useMoving(marks, onZoom);
  const ids = marks.map(({ event }) => event.id);
  const tabStop = picked && ids.includes(picked.id) ? picked.id : ids.at(-1);
  return (
    <>
      {/* What takes the focus are the marks within it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={plot}
        className={styles.plot}
        role="group"
        aria-label={`${t('timeline.title')}: ${t('timeline.keys')}`}
        onKeyDown={onKeyDown}
      >
        {lanes.map(lane => (
          <LaneRow
            key={`${lane.kind} ${lane.environment}`}
            {...{ lane, environments, tabStop }}
            picked={picked?.id}
            onPick={setPicked}
          />
        ))}
        <div />
        <div aria-hidden="true">
          {ticksOf(axis).map(tick => (
            <span
              key={tick}
              style={{
                insetInlineStart: `${
                  ((tick - axis.from) / (axis.to - axis.from)) * 100
                }%`,
              }}
            >
              {day(tick)}
            </span>
          ))}
        </div>
      </div>
      {picked && (
        <p role="status">
          <b>{picked.environment}</b> <span>{say(picked)}</span>{' '}
          <Age since={picked.at} />
        </p>
      )}
    </>
  );
};
