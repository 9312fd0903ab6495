import { EventFacts } from '@slipway/plugin-slipway-common';
import {
  Pruned,
  Raw,
  anyones,
  code,
  count,
  path,
  shared,
  text,
  time,
} from './read';

export interface PrunedEvent extends Pruned {
  kind: 'Event';
  /** The object that it is about. */
  of: { kind: string; name: string };
  fact: EventFacts;
}

/** `undefined` in place of a word: it is kept without. */
type Words = [RegExp, string | undefined][];

const pulls: Words = [
  [/not found|manifest unknown|does not exist/i, 'image-not-there'],
  [/toomanyrequests|too many requests|\b429\b|rate limit/i, 'image-limit'],
  [/unauthorized|denied|forbidden|authentication|\b40[13]\b/i, 'image-denied'],
  [/time-?out|no such host|connection refused|dial tcp/i, 'image-unreachable'],
];

/** Those that the rules know, and what their messages are about. Of everything else nothing is kept. */
const reasons: Record<string, Words> = {
  Failed: [...pulls.map(pulling), [/pull/i, 'image']],
  BackOff: [...pulls.map(pulling), [/pull/i, 'image'], [/restart/i, 'restart']],
  FailedScheduling: [[/^/, undefined]],
  FailedMount: [
    [/secrets? "[^"]*" not found/i, 'secret'],
    [/configmaps? "[^"]*" not found/i, 'configmap'],
    [/persistentvolumeclaims? "[^"]*" not found/i, 'claim'],
    [/timed? ?out|context deadline/i, 'timeout'],
    [/^/, undefined],
  ],
  FailedAttachVolume: [
    [/multi-attach|already (used|attached)/i, 'elsewhere'],
    [/timed? ?out|context deadline/i, 'timeout'],
    [/^/, undefined],
  ],
  Unhealthy: [
    [/^readiness/i, 'readiness'],
    [/^liveness/i, 'liveness'],
    [/^startup/i, 'startup'],
  ],
  FailedCreate: [
    [/exceeded quota/i, 'quota'],
    [/violates PodSecurity|admission webhook|denied the request/i, 'policy'],
    [/^/, undefined],
  ],
  Evicted: [
    [/ephemeral|disk|storage/i, 'disk'],
    [/memory/i, 'memory'],
    [/\bpids?\b/i, 'processes'],
    [/^/, undefined],
  ],
  ProvisioningFailed: [
    [/storageclass.* not found/i, 'class'],
    [/exhausted|insufficient|not enough|no space/i, 'room'],
    [/^/, undefined],
  ],
};

function pulling([pattern, word]: Words[number]): Words[number] {
  return [new RegExp(`pull[^]*(${pattern.source})`, 'i'), word];
}

/** An event carries no label: whose it is follows from the object that it is about. */
export function pruneEvent(object: unknown): PrunedEvent | undefined {
  const base = anyones(object);
  const { involvedObject, reason, message, ...raw } = object as Raw;
  const known = code(reason) ?? '';
  const words = Object.hasOwn(reasons, known) ? reasons[known] : [];
  // Long messages list each node of the cluster; what they are about stands at their beginning.
  const said = (text(message) ?? '').slice(0, 1_000);
  const about = words.find(([pattern]) => pattern.test(said));
  const of = {
    kind: code(involvedObject?.kind),
    name: path(involvedObject?.name),
  };
  const times = timesOf(raw);
  return about && of.kind && of.name && times
    ? {
        ...base,
        kind: 'Event',
        of: { kind: shared(of.kind), name: shared(of.name) },
        fact: {
          reason: shared(known),
          ...(about[1] && { about: about[1] }),
          count: Math.max(1, count(raw.series?.count, count(raw.count, 1))),
          ...times,
        },
      }
    : undefined;
}

/** Two ways of writing the same: those that count say when it began, those in series when it was seen last. */
function timesOf({
  firstTimestamp,
  lastTimestamp,
  eventTime,
  series,
}: Raw): Pick<EventFacts, 'firstAt' | 'lastAt'> | undefined {
  const lastAt =
    time(series?.lastObservedTime) ?? time(lastTimestamp) ?? time(eventTime);
  return lastAt
    ? { firstAt: time(eventTime) ?? time(firstTimestamp) ?? lastAt, lastAt }
    : undefined;
}
