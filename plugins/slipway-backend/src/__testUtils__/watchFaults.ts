import { ServerResponse } from 'node:http';
import { KubernetesStub, json } from './KubernetesStub';

/** What a cluster does to those who follow its changes, for as long as it is broken. */
export interface WatchFault {
  begin(stub: KubernetesStub): void;
  /** Streams go on: nothing is down, and what is asked is not for trouble. */
  streams?: boolean;
  /** What was opened meanwhile stays as it is when the cluster is well again. */
  lasting?: boolean;
}

type OnWatch = NonNullable<KubernetesStub['onWatch']>;

const gone = {
  type: 'ERROR',
  object: { kind: 'Status', code: 410, reason: 'Expired' },
};
const line = (event: object) => `${JSON.stringify(event)}\n`;

/** Every stream is cut, and the next ones get this. */
const instead = (answer: OnWatch) => (stub: KubernetesStub) => {
  stub.onWatch = answer;
  stub.endWatches('destroy');
};

const writing =
  (text: string, then: (res: ServerResponse) => void = () => {}): OnWatch =>
  (_, res) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.write(text);
    then(res);
    return true;
  };

/** Streams end by themselves, and what is listed instead gets this. */
const inLists =
  (answer: NonNullable<KubernetesStub['onList']>) => (stub: KubernetesStub) => {
    stub.onList = answer;
    instead(writing(line(gone), res => res.end()))(stub);
  };

export const watchFaults: Record<string, WatchFault> = {
  'falls silent': {
    lasting: true,
    begin: stub => {
      stub.onWatch = () => true;
      stub.watches.clear();
    },
  },
  'is closed in order': {
    streams: true,
    begin: stub => stub.endWatches('end'),
  },
  'is closed at once, again and again': {
    begin: instead((_, res) => {
      res.writeHead(200).end();
      return true;
    }),
  },
  'is reset': {
    begin: instead(({ socket }) => {
      socket.resetAndDestroy();
      return true;
    }),
  },
  'answers 410': {
    begin: instead((_, res) => {
      json(res, 410, { kind: 'Status', code: 410 });
      return true;
    }),
  },
  'says 410 and ends': {
    begin: instead(writing(line(gone), res => res.end())),
  },
  'says 410 and stays open': {
    begin: stub => {
      stub.onWatch = writing(line(gone));
      stub.watches.forEach(({ res }) => res.write(line(gone)));
      stub.watches.clear();
    },
  },
  'says 500': {
    begin: instead(
      writing(line({ type: 'ERROR', object: { kind: 'Status', code: 500 } })),
    ),
  },
  'says what is no JSON': {
    begin: instead(writing('{"type":"MODIFIED","obj\n')),
  },
  'says something without metadata': {
    begin: instead(writing(line({ type: 'ADDED', object: { foo: 1 } }))),
  },
  'says everything twice, from the beginning': {
    streams: true,
    begin: stub => {
      stub.repeats = true;
      stub.endWatches('end');
    },
  },
  'goes back to an older version': {
    streams: true,
    begin: stub => stub.restore(),
  },
  'brings nothing but bookmarks': {
    streams: true,
    begin: stub => [...stub.watches].forEach(w => stub.bookmark(w.path)),
  },
  'ends, and lists hang': {
    begin: inLists(() => true),
  },
  'ends, and lists answer 500': {
    begin: inLists((_, res) => {
      json(res, 500, { kind: 'Status' });
      return true;
    }),
  },
  'ends, and lists expire in the middle': {
    begin: stub => {
      stub.pageSize = 1;
      inLists(({ query }, res) => {
        const expired = query.has('continue');
        if (expired) {
          json(res, 410, { kind: 'Status', code: 410 });
        }
        return expired;
      })(stub);
    },
  },
};
