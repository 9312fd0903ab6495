import { Clock } from '../../lib/clock';
import { Backoff } from '../servers/backoff';
import { ClusterClient, ClusterError, ResourceQuery } from './client';
import { Gate, Trouble } from './gate';
import { Kind, KindName, PrunedObject, isBuiltIn } from './kinds';
import { ObjectMap, OnChange } from './ObjectMap';
import { LIST_LIMIT_MS, inTime, problemOf, readAll } from './pages';
import { ReadingStatus, failedStatus } from './status';

/** A kind that could not be read, for no want of a permission, is tried again after this time at most. */
export const BROKEN_MS = 25_000;

export interface RoundsOptions {
  client: ClusterClient;
  clock: Clock;
  random: () => number;
  gate: Pick<Gate, 'isDown' | 'pass' | 'rest'>;
  everyMs: () => number;
  /** Which APIs the cluster has, where somebody else has just asked. */
  apis?: () => ReadonlySet<string> | undefined;
  kinds: readonly Kind[];
  /** Of these nothing is read, as though the cluster did not have them. */
  off: readonly KindName[];
  query(kind: Kind, api: string): ResourceQuery;
  prune(kind: Kind): (object: unknown) => PrunedObject | undefined;
  /** What the portal's account needs, for the sentence when it is refused. */
  permission(kind: Kind): string;
  /** Which APIs the cluster has, asked anew in each round. */
  onApis(apis: ReadonlySet<string>): void;
  onChange: OnChange<PrunedObject>;
  onStatus(kind: Kind, status: ReadingStatus): void;
  /** The cluster as a whole cannot be read. */
  onTrouble(problem: ClusterError, nextTry: number): void;
  /** Everything was asked for once more: what depends on the time is to be told anew. */
  onRound(): void;
}

/**
 * Lists, now and then and one after the other, what need not show within a second. A kind that the cluster does not
 * have is an answer; one that may not be read costs itself alone; a cluster that does not answer is not asked on.
 */
export class Rounds {
  private readonly objects: ReadonlyMap<Kind, ObjectMap<PrunedObject>>;
  private readonly heardAt = new Map<Kind, number>();
  private readonly backoff: Backoff;
  private broken = false;

  constructor(private readonly options: RoundsOptions) {
    this.backoff = new Backoff(options.random);
    this.objects = new Map(
      options.kinds.map(kind => [kind, new ObjectMap(options.onChange)]),
    );
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, gate, random, onRound } = this.options;
    while (!signal.aborted) {
      await gate.pass(signal, this.shut);
      const trouble = await this.round(signal);
      const down = trouble && !signal.aborted && (await gate.isDown(trouble));
      if (signal.aborted) {
        return;
      }
      onRound();
      if (!trouble || down) {
        this.backoff.reset();
      }
      if (down) {
        continue;
      }
      const everyMs = this.options.everyMs();
      // Up to a tenth to either side, so that clusters are not asked in step.
      const usual = Math.round(
        (this.broken ? Math.min(everyMs, BROKEN_MS) : everyMs) *
          (0.9 + random() / 5),
      );
      const wait = Math.max(
        trouble ? this.backoff.next() : usual,
        trouble?.retryAfterMs ?? 0,
      );
      if (trouble) {
        this.shut({ problem: trouble, nextTry: clock.now() + wait });
      }
      await gate.rest(wait, signal);
    }
  }

  /** Resolves with why the cluster as a whole could not be read. */
  private async round(signal: AbortSignal): Promise<ClusterError | undefined> {
    const { gate, kinds, onApis } = this.options;
    let apis: ReadonlySet<string>;
    try {
      apis = this.options.apis?.() ?? (await this.apis(signal));
      onApis(apis);
    } catch (error) {
      return problemOf(error);
    }
    this.broken = false;
    for (const kind of kinds) {
      await gate.pass(signal, this.shut);
      const problem = await this.read(kind, apis, signal);
      // One kind may fail by itself, as one whose conversion is broken does: the cluster has the word.
      const down =
        problem &&
        !kind.aggregated &&
        !signal.aborted &&
        (await gate.isDown(problem));
      if (signal.aborted || down) {
        return down ? problem : undefined;
      }
      if (problem) {
        this.broken ||= problem.problem !== 'denied' && !kind.aggregated;
        this.failed(kind, problem);
      }
    }
    return undefined;
  }

  private apis(signal: AbortSignal): Promise<Set<string>> {
    const { client, clock } = this.options;
    return inTime({ clock, signal }, LIST_LIMIT_MS, limited =>
      client.apis(limited),
    );
  }

  private readonly shut = ({ problem, nextTry }: Trouble) => {
    this.options.kinds.forEach(kind => this.failed(kind, problem, nextTry));
    this.options.onTrouble(problem, nextTry);
  };

  private async read(
    kind: Kind,
    apis: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<ClusterError | undefined> {
    const { client, clock, query, prune, off } = this.options;
    // A group may have a newer version with others of its kinds, and this one in the older version alone.
    for (const api of off.includes(kind.kind) ? [] : apisIn(kind, apis)) {
      try {
        const { found } = await readAll(query(kind, api), prune(kind), {
          client,
          clock,
          signal,
          most: kind.most,
          join: kind.join,
        });
        await this.settle(kind, found);
        return undefined;
      } catch (error) {
        const problem = problemOf(error);
        if (problem.problem !== 'absent') {
          return problem;
        }
      }
    }
    await this.settle(kind, new Map());
    return undefined;
  }

  private async settle(kind: Kind, found: Map<string, PrunedObject>) {
    const heardAt = this.options.clock.now();
    await this.objects.get(kind)!.replace(found);
    this.heardAt.set(kind, heardAt);
    this.options.onStatus(kind, { state: 'ok', heardAt });
  }

  private failed(kind: Kind, problem: ClusterError, nextTry?: number) {
    const { onStatus, permission } = this.options;
    const heardAt = this.heardAt.get(kind);
    onStatus(
      kind,
      failedStatus(problem, permission(kind), { heardAt, nextTry }),
    );
  }
}

/** The newest of its APIs that the cluster has. */
export function apiIn(
  kind: Kind,
  apis: ReadonlySet<string>,
): string | undefined {
  return apisIn(kind, apis).at(0);
}

function apisIn(kind: Kind, apis: ReadonlySet<string>): readonly string[] {
  return isBuiltIn(kind)
    ? kind.apis.slice(0, 1)
    : kind.apis.filter(api => apis.has(api));
}
