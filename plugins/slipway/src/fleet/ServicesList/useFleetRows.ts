import { useMemo, useRef, useSyncExternalStore } from 'react';
import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { FleetQuery } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../../api';
import { FleetRows, type FleetReading } from './FleetRows';

/** The services that fit; those of the question before, `stale`, while the answer to another one is on its way. */
export function useFleetRows(query: FleetQuery): FleetReading &
  Pick<FleetRows, 'more' | 'anew' | 'see' | 'placedAs'> & {
    stale: boolean;
  } {
  const api = useApi(slipwayApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const rows = useMemo(
    () => new FleetRows(api, signals, query),
    [api, signals, query],
  );
  const reading = useSyncExternalStore(rows.subscribe, () => rows.reading);
  const { more, anew, see, placedAs } = rows;
  const answered = useRef({ ...reading, placedAs });
  if (reading.services) {
    answered.current = { ...reading, placedAs };
  }
  const { error } = reading;
  return {
    ...answered.current,
    ...(error && { error }),
    more,
    anew,
    see,
    stale: answered.current.services !== undefined && !reading.services,
  };
}
