import { IncomingMessage, ServerResponse } from 'node:http';
import { Cluster, KubernetesObject, typeOf, visibleEvent } from '../kubernetes';

export interface StreamRequest {
  matches: (application: KubernetesObject) => boolean;
  /** Without one the stream begins with what is there. */
  resourceVersion?: string;
}

const APPLICATION = typeOf('Application');

/** Open `/api/v1/stream/applications` requests. */
export class ApplicationStreams {
  private readonly open = new Set<() => void>();

  constructor(
    /** Tells whether the server hangs: then nothing is sent. */
    private readonly silent: () => boolean,
  ) {}

  endAll(): void {
    [...this.open].forEach(end => end());
  }

  start(
    home: Cluster,
    { matches, resourceVersion }: StreamRequest,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const asEvents = (request.headers.accept ?? '').includes(
      'text/event-stream',
    );
    // The head goes with the first event, and not before, however long that takes.
    response.writeHead(200, {
      'content-type': asEvents ? 'text/event-stream' : 'application/json',
    });
    const send = (type: string, object: unknown) => {
      if (this.silent()) {
        return;
      }
      const {
        apiVersion: _v,
        kind: _k,
        ...application
      } = object as KubernetesObject;
      const line = JSON.stringify({ result: { type, application } });
      response.write(asEvents ? `data: ${line}\n\n` : `${line}\n`);
    };
    if (!resourceVersion) {
      home.store
        .list(APPLICATION)
        .filter(matches)
        .forEach(o => send('ADDED', o));
    }
    const unsubscribe = home.store.subscribe(event => {
      const seen =
        event.resource === APPLICATION
          ? visibleEvent(event, matches)
          : undefined;
      if (seen) {
        send(seen.type, seen.object);
      }
    });
    const end = () => {
      this.open.delete(end);
      unsubscribe();
      response.end();
    };
    this.open.add(end);
    response.on('close', end);
    response.on('error', end);
  }
}
