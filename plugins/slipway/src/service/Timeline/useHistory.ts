import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { HistoryEvent } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../../api';
import { SELDOM_MS, usePages } from '../../hooks/usePages';
import { withoutEchoes } from './withoutEchoes';

const PAGE = 500;
const MOST_PAGES = 4;
const DAY_MS = 24 * 3600_000;

/** That all was well when it was first looked at is nothing that happened. */
function isFirstGood({ kind, before, after }: HistoryEvent): boolean {
  return kind === 'verdict' && !before && after?.state === 'healthy';
}

/** What happened in the last so many days, and whether there is more than can be shown. */
export function useHistory(entityRef: string, days: number) {
  const api = useApi(slipwayApiRef);
  const { pages, error } = usePages(
    useCallback(
      async (_: string | undefined, signal: AbortSignal) => {
        const from = new Date(Date.now() - days * DAY_MS).toISOString();
        const events: HistoryEvent[] = [];
        let cursor: string | undefined;
        for (let i = 0; i < MOST_PAGES; i++) {
          const page = await api.getHistory(
            entityRef,
            {
              kinds: ['version', 'verdict', 'removed', 'sync', 'backup'],
              limit: PAGE,
              ...(cursor && { cursor }),
            },
            { signal },
          );
          events.push(...page.events);
          cursor = page.next;
          if (!cursor || page.events.at(-1)!.at < from) {
            cursor = undefined;
            break;
          }
        }
        const read: { events: HistoryEvent[]; cut: boolean; next?: string } = {
          events: withoutEchoes(events).filter(one => !isFirstGood(one)),
          cut: cursor !== undefined,
        };
        return read;
      },
      [api, entityRef, days],
    ),
    SELDOM_MS,
  );
  return { ...pages?.at(0), error };
}
