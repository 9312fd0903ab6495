import {
  ClusterClient,
  ClusterError,
  ResourceQuery,
} from '../sources/kubernetes/client';
import { unusableAnswer } from '../sources/kubernetes/problems';
import { ClusterDirectory } from '../sources/kubernetes/proxyClient';

export interface MemoryObject {
  metadata: {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
    resourceVersion?: string;
  };
}

/** What a cluster may do instead of answering. */
export type MemoryFault = 'hangs' | 'refuses' | 'denies' | 'garbles';

interface Change {
  path: string;
  version: number;
  before?: MemoryObject;
  after?: MemoryObject;
}

interface Watch {
  query: ResourceQuery;
  push(line: string): void;
  end(error?: Error): void;
}

const PAGE = 2;

/** A cluster without a network, as the client of a real one shows it: for tests that are repeated by the thousand. */
export class MemoryCluster {
  readonly objects = new Map<string, { path: string; object: MemoryObject }>();
  fault: MemoryFault | undefined;
  /** Requests, so that a test knows when nothing is going on. */
  asked = 0;
  private version = 100;
  private changes: Change[] = [];
  /** What happened before is not known any more. */
  private oldest = 0;
  private readonly watches = new Set<Watch>();

  constructor(private readonly apis: string[]) {}

  put(path: string, object: MemoryObject) {
    this.version += 1;
    const resourceVersion = String(this.version);
    const { namespace, name } = object.metadata;
    const metadata = { ...object.metadata, resourceVersion };
    const key = `${path}/${namespace}/${name}`;
    const before = this.objects.get(key)?.object;
    const after = { ...object, metadata };
    this.objects.set(key, { path, object: after });
    this.changed({ path, version: this.version, before, after });
  }

  remove(key: string) {
    const { path, object } = this.objects.get(key)!;
    this.version += 1;
    this.objects.delete(key);
    this.changed({ path, version: this.version, before: object });
  }

  /** Ends all streams: in order, or as a broken connection does. */
  cut(how: 'end' | 'reset') {
    const error = new ClusterError('unreachable', 'the connection broke');
    this.watches.forEach(watch => watch.end(how === 'end' ? undefined : error));
  }

  /** Forgets what happened until now: whoever was behind has to read anew. */
  compact() {
    this.oldest = this.version;
    this.watches.forEach(watch => watch.push(line('ERROR', { code: 410 })));
    this.cut('end');
  }

  /** Says something in all streams. */
  say(text: string) {
    this.watches.forEach(watch => watch.push(text));
  }

  /** Nothing comes to the streams that are open, and they stay open. */
  silence() {
    this.watches.clear();
  }

  get directory(): ClusterDirectory {
    return { clusters: async () => ['eu-1'], client: () => this.client };
  }

  private readonly client: ClusterClient = {
    apis: async signal => {
      await this.answer(signal);
      return new Set(this.apis);
    },
    // What it is asked for one by one, it has not.
    get: async () => undefined,
    list: async (query, { limit, continue: next, signal, onItem }) => {
      await this.answer(signal);
      const all = [...this.objects.values()]
        .filter(({ path }) => path === query.path)
        .map(({ object }) => object)
        .filter(object => isWanted(object, query));
      const [version, from] = (next ?? `${this.version} 0`)
        .split(' ')
        .map(Number);
      // A cluster hands out one state page by page; here it is read anew when that state is past.
      if (version !== this.version) {
        throw new ClusterError('gone', 'the version asked for is too old');
      }
      const to = from + Math.min(limit, PAGE);
      all.slice(from, to).map(copy).forEach(onItem);
      return {
        resourceVersion: String(this.version),
        ...(to < all.length && { continue: `${version} ${to}` }),
      };
    },
    watch: (query, { resourceVersion, signal }) =>
      this.watch(query, Number(resourceVersion), signal),
  };

  private async *watch(
    query: ResourceQuery,
    since: number,
    signal: AbortSignal,
  ): AsyncIterable<string> {
    await this.answer(signal);
    if (since < this.oldest) {
      throw new ClusterError('gone', 'the version asked for is too old');
    }
    const lines: string[] = [];
    let ended: { error?: Error } | undefined;
    let wake = () => {};
    const heard = () =>
      new Promise<void>(resolve => {
        wake = resolve;
      });
    const watch: Watch = {
      query,
      push: text => {
        lines.push(text);
        wake();
      },
      end: error => {
        ended = { error };
        wake();
      },
    };
    const abort = () => watch.end(new Error('aborted'));
    signal.addEventListener('abort', abort);
    this.watches.add(watch);
    this.changes
      .filter(({ version }) => version > since)
      .forEach(change => tell(watch, change));
    try {
      for (;;) {
        while (lines.length > 0 && !signal.aborted) {
          this.asked += 1;
          yield lines.shift()!;
        }
        if (ended) {
          if (ended.error) {
            throw ended.error;
          }
          return;
        }
        await heard();
      }
    } finally {
      this.watches.delete(watch);
      signal.removeEventListener('abort', abort);
    }
  }

  private async answer(signal: AbortSignal): Promise<void> {
    this.asked += 1;
    await Promise.resolve();
    if (signal.aborted) {
      throw new Error('aborted');
    }
    if (this.fault === 'hangs') {
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    }
    if (this.fault === 'refuses') {
      throw new ClusterError('unreachable', 'connection refused');
    }
    if (this.fault === 'denies') {
      throw new ClusterError('denied', 'answered 403');
    }
    if (this.fault === 'garbles') {
      throw unusableAnswer();
    }
  }

  private changed(change: Change) {
    this.changes.push(change);
    this.watches.forEach(watch => tell(watch, change));
  }
}

/** What a change is for those who look at objects of certain labels alone. */
function tell(watch: Watch, { path, version, before, after }: Change) {
  if (path !== watch.query.path) {
    return;
  }
  const was = before && isWanted(before, watch.query);
  const is = after && isWanted(after, watch.query);
  const object = copy(after ?? before!);
  object.metadata.resourceVersion = String(version);
  if (is) {
    watch.push(line(was ? 'MODIFIED' : 'ADDED', object));
  } else if (was) {
    watch.push(line('DELETED', object));
  }
}

function isWanted(
  { metadata }: MemoryObject,
  { labelSelector }: ResourceQuery,
): boolean {
  return !labelSelector || Object.hasOwn(metadata.labels ?? {}, labelSelector);
}

function line(type: string, object: object): string {
  return JSON.stringify({ type, object });
}

function copy(object: MemoryObject): MemoryObject {
  return JSON.parse(JSON.stringify(object));
}
