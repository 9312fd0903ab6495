import type { HistoryEvent } from '../states';
import { secondsBetween } from './numbers';

/** A version that came to an environment in place of another one. */
export interface Deploy {
  at: string;
  version: string;
  before: string;
  commit?: string;
}

/** The workloads of a service get a version one after the other. */
const TOGETHER_SECONDS = 10 * 60;

/**
 * Oldest first. What was there when it was first looked at was not deployed then, and the version of a database that a
 * service brings for itself is none of the service.
 */
export function deploysIn(events: readonly HistoryEvent[]): Deploy[] {
  const found: Deploy[] = [];
  for (const { at, before, after } of versionsIn(events)) {
    const version = textOf(after?.version);
    const earlier = textOf(before?.version);
    const last = found.at(-1);
    const together =
      last &&
      last.version === version &&
      secondsBetween(last.at, at) <= TOGETHER_SECONDS;
    if (version && earlier && !together) {
      const commit = textOf(after?.commit);
      found.push({
        at,
        version,
        before: earlier,
        ...(commit && { commit }),
      });
    }
  }
  return found;
}

/** What is told of a service's own versions, oldest first. */
export function versionsIn(events: readonly HistoryEvent[]): HistoryEvent[] {
  return events
    .filter(({ kind, after }) => kind === 'version' && !after?.need)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
