import { EventFacts } from '../facts';
import { minute, say, type Sentence } from './say';

/** The newest of these reasons. */
export function newestOf(
  events: readonly EventFacts[] | undefined,
  ...reasons: string[]
): EventFacts | undefined {
  return (events ?? [])
    .filter(({ reason }) => reasons.includes(reason))
    .reduce<EventFacts | undefined>(
      (newest, one) =>
        newest && Date.parse(newest.lastAt) >= Date.parse(one.lastAt)
          ? newest
          : one,
      undefined,
    );
}

/** `, 14 times since 2026-11-20 10:02 UTC`; nothing where nothing was seen. */
export function seenWords(event: EventFacts | undefined): Sentence | '' {
  if (!event) {
    return '';
  }
  return event.count > 1
    ? say`, ${event.count} times since ${minute(event.firstAt)}`
    : say`, at ${minute(event.lastAt)}`;
}
