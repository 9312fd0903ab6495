import {
  troublesIn,
  type Aspect,
  type HistoryEvent,
} from '@slipway/plugin-slipway-common';

/** Something at its place on the axis. */
export interface Mark {
  event: HistoryEvent;
  /** In percent of the axis. */
  x: number;
  /** How long it went on, where that is told. */
  width?: number;
  /** It still goes on. */
  open?: boolean;
  bad?: boolean;
}

export type LaneKind = 'trouble' | 'version' | 'sync' | 'backup';

/** In which lane something is told. */
export function laneOf(kind: HistoryEvent['kind']): LaneKind {
  return kind === 'version' || kind === 'sync' || kind === 'backup'
    ? kind
    : 'trouble';
}

export interface Lane {
  kind: LaneKind;
  /** Where a kind has a lane for each. */
  environment?: string;
  marks: Mark[];
}

export interface Axis {
  from: number;
  to: number;
}

/**
 * What happened, each kind in a lane, deploys in one for each environment with the one nearest to the users first. In
 * a lane time goes on from left to right. What a service had when it was first looked at did not happen then.
 */
export function lanesOf(
  events: readonly HistoryEvent[],
  environments: readonly string[],
  axis: Axis,
): Lane[] {
  const span = axis.to - axis.from;
  const place = (at: string) => ((Date.parse(at) - axis.from) / span) * 100;
  const mark = (event: HistoryEvent): Mark => ({
    event,
    x: place(event.at),
    ...(isBad(event) && { bad: true }),
  });
  const of = (kind: HistoryEvent['kind']) =>
    [...events]
      .filter(
        event =>
          event.kind === kind &&
          environments.includes(event.environment) &&
          (kind !== 'version' || event.before),
      )
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
      .map(mark)
      .filter(({ x }) => x >= 0 && x <= 100);
  const deploys = of('version');
  const lanes: Lane[] = [
    { kind: 'trouble', marks: troubleMarks(events, environments, place) },
    ...[...environments].reverse().map(environment => ({
      kind: 'version' as const,
      environment,
      marks: deploys.filter(({ event }) => event.environment === environment),
    })),
    { kind: 'sync', marks: of('sync') },
    { kind: 'backup', marks: of('backup') },
  ];
  // Each environment keeps its lane: that nothing was deployed there is something to see.
  return lanes.filter(
    ({ kind, marks }) => kind === 'version' || marks.length > 0,
  );
}

function troubleMarks(
  events: readonly HistoryEvent[],
  environments: readonly string[],
  place: (at: string) => number,
): Mark[] {
  const groups = new Map<string, HistoryEvent[]>();
  for (const event of events) {
    if (
      (event.kind === 'verdict' || event.kind === 'removed') &&
      environments.includes(event.environment)
    ) {
      const key = [event.environment, event.cluster, event.aspect].join(' ');
      groups.set(key, [...(groups.get(key) ?? []), event]);
    }
  }
  return [...groups.values()]
    .flatMap(some => troublesIn(some, some[0].aspect as Aspect))
    .map(({ at, endedAt, first }) => {
      const begin = Math.max(0, place(at));
      const end = endedAt ? place(endedAt) : 100;
      return {
        event: first,
        x: begin,
        width: end - begin,
        bad: first.after?.state === 'failed',
        ...(!endedAt && { open: true }),
      };
    })
    .filter(({ x, width }) => x <= 100 && width >= 0)
    .sort((a, b) => a.x - b.x);
}

function isBad({ kind, after }: HistoryEvent): boolean {
  return kind === 'backup' && after?.outcome === 'failed';
}

/** Midnights between the ends of the axis, some days apart so that their dates have room. */
export function ticksOf({ from, to }: Axis, most = 6): number[] {
  const day = new Date(from);
  day.setHours(24, 0, 0, 0);
  const days: number[] = [];
  while (day.getTime() < to) {
    days.push(day.getTime());
    day.setDate(day.getDate() + 1);
  }
  const step = Math.max(1, Math.ceil(days.length / most));
  return days.filter((_, index) => index % step === 0);
}
