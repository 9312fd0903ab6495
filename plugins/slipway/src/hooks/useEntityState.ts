import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type {
  EntityAspect,
  EntityState,
  EnvironmentState,
} from '@slipway/plugin-slipway-common';
import { slipwayApiRef, type SlipwayApi } from '../api';
import { EntityStore, type Reading } from './EntityStore';
import { share } from './sharing';

// Cards are extensions of their own, which no provider surrounds: what they share they find by the client that all have.
const stores = new WeakMap<SlipwayApi, Map<string, EntityStore>>();

function storeOf(
  api: SlipwayApi,
  signals: SignalApi | undefined,
  entityRef: string,
): EntityStore {
  const known = stores.get(api) ?? new Map<string, EntityStore>();
  stores.set(api, known);
  const found =
    known.get(entityRef) ??
    new EntityStore(api, signals, entityRef, () => known.delete(entityRef));
  known.set(entityRef, found);
  return found;
}

const nobody = () => () => {};
const NOTHING: Reading = {};

/** A part of what is known of an entity, kept current for as long as somebody looks; another object only where it changed. */
export function useEntityReading<T>(
  entityRef: string | undefined,
  pick: (reading: Reading) => T,
): T {
  const api = useApi(slipwayApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const store = useMemo(
    () => (entityRef ? storeOf(api, signals, entityRef) : undefined),
    [api, signals, entityRef],
  );
  const last = useRef<{ of: Reading; by: unknown; picked: T }>();
  const snapshot = useCallback(() => {
    const of = store?.reading ?? NOTHING;
    if (last.current?.of !== of || last.current.by !== pick) {
      const picked = share(last.current?.picked, pick(of));
      last.current = { of, by: pick, picked };
    }
    return last.current.picked;
  }, [store, pick]);
  return useSyncExternalStore(store?.subscribe ?? nobody, snapshot);
}

const whole = ({ value, error }: Reading) => ({ value, error });

/** All that is known of an entity. */
export function useEntityState(entityRef: string | undefined) {
  return useEntityReading(entityRef, whole);
}

/** Of each environment its name and place, and of what was asked for the answers. */
export type Seen<A extends EntityAspect> = Pick<
  EnvironmentState,
  'name' | 'cluster' | 'namespace' | 'guessed' | A
>;

export interface AspectReading<A extends EntityAspect> {
  value?: Pick<EntityState, 'unread'> & { environments: Seen<A>[] };
  error?: Error;
}

/** What is known of some aspects of an entity: what changes in others changes nothing here. */
export function useAspects<A extends EntityAspect>(
  entityRef: string | undefined,
  aspects: readonly A[],
): AspectReading<A> {
  const pick = useCallback(
    ({ value, error }: Reading): AspectReading<A> => ({
      ...(value && {
        value: {
          ...(value.unread && { unread: value.unread }),
          environments: value.environments.map(environment =>
            seen(environment, aspects),
          ),
        },
      }),
      ...(error && { error }),
    }),
    [aspects],
  );
  return useEntityReading(entityRef, pick);
}

function seen<A extends EntityAspect>(
  environment: EnvironmentState,
  aspects: readonly A[],
): Seen<A> {
  const { name, cluster, namespace, guessed } = environment;
  const answers = aspects.map(aspect => [aspect, environment[aspect]]);
  return {
    name,
    cluster,
    namespace,
    ...(guessed && { guessed }),
    ...Object.fromEntries(answers),
  };
}
