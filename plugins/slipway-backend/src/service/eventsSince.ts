import { HistoryEvent } from '@slipway/plugin-slipway-common';
import { HistoryQuery, StateStore } from '../store';

const PAGE = 500;
/** A service to which more happens is told of by what happened last. */
const MOST = 20 * PAGE;
/** What began before the time may still go on in it. */
const BEFORE_MS = 30 * 24 * 3600_000;

/** What numbers are made of: versions and verdicts from a time on, and the commits that came with them, however old. */
export async function eventsSince(
  store: Pick<StateStore, 'history'>,
  from: string,
  of: Pick<HistoryQuery, 'service' | 'environments'>,
): Promise<HistoryEvent[]> {
  const earliest = new Date(Date.parse(from) - BEFORE_MS).toISOString();
  const read = async (kinds: string[], until: string) => {
    const found: HistoryEvent[] = [];
    let page: HistoryEvent[];
    do {
      const last = found.at(-1);
      page = await store.history({
        ...of,
        kinds,
        limit: PAGE,
        ...(last && { after: { at: last.at, id: last.id } }),
      });
      found.push(...page.filter(({ at }) => at >= until));
    } while (
      page.length === PAGE &&
      page.at(-1)!.at >= until &&
      found.length < MOST
    );
    return found;
  };
  const [happened, commits] = await Promise.all([
    read(['version', 'verdict', 'removed'], earliest),
    read(['commit'], ''),
  ]);
  return [...happened, ...commits];
}
