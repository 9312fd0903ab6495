import { ServerResponse } from 'node:http';
import { Clock, setRepeatingTimer } from '../clock';
import { apiVersionOf } from './resources';
import { Matcher } from './selectors';
import { ApiError, versionExpired } from './status';
import { ObjectStore, StoreEvent } from './store';
import { KubernetesObject, ResourceType } from './types';

export interface WatchRequest {
  type: ResourceType;
  namespace?: string;
  matches: Matcher;
  /** Absent or 0: what exists first, then what happens. */
  version?: number;
  bookmarks: boolean;
  /** `sendInitialEvents`: what exists first, and a bookmark that says where it ends. */
  initialEvents: boolean;
  timeoutSeconds?: number;
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: unknown;
}

const BOOKMARK_INTERVAL = 60_000;
/** The last bookmark comes so long before the end, so that the next watch begins where this one was. */
const LAST_BOOKMARK_LEAD = 2_000;
/** A real server ends a watch after 30 to 60 minutes. */
const LONGEST_WATCH_SECONDS = 45 * 60;

/** What a watcher with a selector sees of an event: moving into it is an ADDED, moving out of it a DELETED. */
export function visibleEvent(
  event: StoreEvent,
  matches: Matcher,
): WatchEvent | undefined {
  const before = event.previous !== undefined && matches(event.previous);
  const after = event.type !== 'DELETED' && matches(event.object);
  if (before && after) {
    return { type: 'MODIFIED', object: event.object };
  }
  if (after) {
    return { type: 'ADDED', object: event.object };
  }
  if (before) {
    return {
      type: 'DELETED',
      object: atVersion(event.previous!, event.version),
    };
  }
  return undefined;
}

function atVersion(
  object: KubernetesObject,
  version: number,
): KubernetesObject {
  return {
    ...object,
    metadata: { ...object.metadata, resourceVersion: String(version) },
  };
}

function bookmark(
  type: ResourceType,
  version: number,
  initialEnd = false,
): WatchEvent {
  return {
    type: 'BOOKMARK',
    object: {
      kind: type.kind,
      apiVersion: apiVersionOf(type),
      metadata: {
        resourceVersion: String(version),
        ...(initialEnd && {
          annotations: { 'k8s.io/initial-events-end': 'true' },
        }),
      },
    },
  };
}

/** Open watches of one server, so that a fault can end them. */
export class Watches {
  private readonly open = new Set<(error?: ApiError) => void>();

  /** Ends every watch; with an error each is told it first. */
  endAll(error?: ApiError): void {
    for (const end of [...this.open]) {
      end(error);
    }
  }

  start(
    store: ObjectStore,
    clock: Clock,
    watch: WatchRequest,
    response: ServerResponse,
    /** Tells whether the server hangs: then nothing is sent. */
    silent: () => boolean,
  ): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const send = (event: WatchEvent) => {
      if (!silent()) {
        response.write(`${JSON.stringify(event)}\n`);
      }
    };
    const stops: Array<() => void> = [];
    const end = (error?: ApiError) => {
      this.open.delete(end);
      stops.forEach(stop => stop());
      if (error) {
        send({ type: 'ERROR', object: error.body });
      }
      response.end();
    };
    this.open.add(end);
    response.on('close', () => end());
    response.on('error', () => end());

    const started = sendPast(store, watch, send);
    if (!started) {
      end(versionExpired(watch.version ?? 0, store.oldestVersion));
      return;
    }
    const inScope = (event: StoreEvent) =>
      event.resource === watch.type &&
      (!watch.namespace || event.object.metadata.namespace === watch.namespace);
    const lifetime = (watch.timeoutSeconds || LONGEST_WATCH_SECONDS) * 1000;
    stops.push(
      store.subscribe(event => {
        const seen = inScope(event)
          ? visibleEvent(event, watch.matches)
          : undefined;
        if (seen) {
          send(seen);
        }
      }),
      clock.setTimer(lifetime, () => {
        end();
      }),
    );
    if (watch.bookmarks) {
      const mark = () => send(bookmark(watch.type, store.version));
      stops.push(setRepeatingTimer(clock, BOOKMARK_INTERVAL, mark));
      if (lifetime > LAST_BOOKMARK_LEAD) {
        stops.push(clock.setTimer(lifetime - LAST_BOOKMARK_LEAD, mark));
      }
    }
  }
}

function sendPast(
  store: ObjectStore,
  watch: WatchRequest,
  send: (event: WatchEvent) => void,
): boolean {
  const { type, namespace, matches, version } = watch;
  if (!version || watch.initialEvents) {
    for (const object of store.list(type, namespace).filter(matches)) {
      send({ type: 'ADDED', object });
    }
    if (watch.initialEvents && watch.bookmarks) {
      send(bookmark(type, store.version, true));
    }
    return true;
  }
  const past = store.eventsAfter(type, version);
  for (const event of past ?? []) {
    const seen =
      !namespace || event.object.metadata.namespace === namespace
        ? visibleEvent(event, matches)
        : undefined;
    if (seen) {
      send(seen);
    }
  }
  return past !== undefined;
}
