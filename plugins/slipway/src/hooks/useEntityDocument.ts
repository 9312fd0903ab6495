import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  SLIPWAY_SIGNAL_CHANNEL,
  type DeploymentsResponse,
  type EntityState,
  type SlipwaySignal,
} from '@slipway/plugin-slipway-common';
import { slipwayApiRef, type SlipwayApi } from '../api';
import { unambiguous } from './unambiguous';

/** With signals a poll only catches what was missed; without them it is how changes are seen. */
const POLL_WITH_SIGNALS = 30_000;
const POLL_WITHOUT = 5_000;

/** After this an unanswered read counts as failed. */
const PATIENCE = 30_000;

export interface Reading<T> {
  value?: T;
  /** When {@link value} was received. */
  at?: Date;
  /** Why the last read failed; the value of the last good one stays. */
  error?: Error;
}

type Read<T> = (
  api: SlipwayApi,
  entityRef: string,
  options: { signal: AbortSignal },
) => Promise<T>;

const readDeployments: Read<DeploymentsResponse> = async (api, ...args) =>
  unambiguous(await api.getDeployments(...args));
const readState: Read<EntityState> = async (api, ...args) =>
  unambiguous(await api.getState(...args));

/** What runs of an entity, kept current for as long as somebody looks. */
export function useDeployments(entityRef: string | undefined) {
  return useEntityDocument(entityRef, readDeployments);
}

/** All that is known of an entity, kept current for as long as somebody looks. */
export function useEntityState(entityRef: string | undefined) {
  return useEntityDocument(entityRef, readState);
}

function useEntityDocument<T>(
  entityRef: string | undefined,
  readDocument: Read<T>,
): Reading<T> {
  const api = useApi(slipwayApiRef);
  const { lastSignal, isSignalsAvailable } = useSignal<SlipwaySignal>(
    SLIPWAY_SIGNAL_CHANNEL,
  );
  const [state, setState] = useState<Reading<T>>({});
  const request = useRef<AbortController>();
  const again = useRef(false);

  const read = useCallback(async () => {
    if (!entityRef) {
      return;
    }
    if (request.current) {
      // What is on its way may have been read too early, so once more after it. Cutting it off instead would let a
      // storm of signals starve the page.
      again.current = true;
      return;
    }
    const controller = new AbortController();
    request.current = controller;
    again.current = false;
    const isCurrent = () => request.current === controller;
    const timer = setTimeout(() => {
      if (isCurrent()) {
        request.current = undefined;
        setState(last => ({ ...last, error: new Error('No answer in time') }));
      }
      controller.abort();
    }, PATIENCE);
    try {
      const value = await readDocument(api, entityRef, {
        signal: controller.signal,
      });
      if (isCurrent()) {
        setState({ value, at: new Date() });
      }
    } catch (error) {
      if (isCurrent()) {
        setState(last => ({ ...last, error: error as Error }));
      }
    } finally {
      clearTimeout(timer);
      if (isCurrent()) {
        request.current = undefined;
        if (again.current) {
          read();
        }
      }
    }
  }, [api, entityRef, readDocument]);

  useEffect(() => {
    setState({});
    read();
    return () => {
      request.current?.abort();
      request.current = undefined;
    };
  }, [read]);

  useEffect(() => {
    const timer = setInterval(
      // A poll that cut off the one before would never hear a slow back end.
      () => request.current ?? read(),
      isSignalsAvailable ? POLL_WITH_SIGNALS : POLL_WITHOUT,
    );
    return () => clearInterval(timer);
  }, [read, isSignalsAvailable]);

  useEffect(() => {
    if (lastSignal && lastSignal.entityRef === entityRef) {
      read();
    }
  }, [lastSignal, entityRef, read]);

  return state;
}
