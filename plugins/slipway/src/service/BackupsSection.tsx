import { useCallback } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { slipwayApiRef } from '../api';
import type { CardSettings } from '../cards/aspect';
import { BackupsCard } from '../cards/BackupsCard';
import { SELDOM_MS, usePages } from '../hooks/usePages';

/** Some environments with some needs each, a run a day. */
const REMEMBERED = 200;

/** The backups, with the runs that a cluster has forgotten and the portal has not. */
export const BackupsSection = (settings: CardSettings) => {
  const { entity } = useEntity();
  const api = useApi(slipwayApiRef);
  const entityRef = stringifyEntityRef(entity);
  const { pages } = usePages(
    useCallback(
      async (_: string | undefined, signal: AbortSignal) => {
        const { events } = await api.getHistory(
          entityRef,
          { kinds: ['backup'], limit: REMEMBERED },
          { signal },
        );
        const read: { events: typeof events; next?: string } = { events };
        return read;
      },
      [api, entityRef],
    ),
    SELDOM_MS,
  );
  return <BackupsCard {...settings} events={pages?.at(0)?.events} />;
};
