import { LoggerService } from '@backstage/backend-plugin-api';
import { FactSink } from '@slipway/plugin-slipway-node';
import { randomUUID } from 'node:crypto';
import { Clock, isoNow, sleep } from '../lib/clock';
import { Lease, LeaseStore } from '../store';
import { StateWriter } from './StateWriter';

/** Without a sign of life for so long, another replica takes over. */
const LEASE_MS = 15_000;
/** Often enough that one slow answer of the database loses nothing. */
const RENEW_MS = 4_000;
/** What is somebody else's is asked for again after this time. */
const ASK_MS = 5_000;
/** A source that failed is begun anew after this time. */
const AGAIN_MS = 30_000;

export interface OwnershipOptions {
  leases: LeaseStore;
  clock: Clock;
  random: () => number;
  logger: LoggerService;
  createWriter(lease?: Lease): Promise<StateWriter>;
}

type Run = Parameters<FactSink['owning']>[1];

/** Shares what is to be read among the replicas of the back end: each part is read by one, and taken over when it dies. */
export class Ownership implements FactSink {
  private readonly owner = randomUUID();

  private constructor(
    private readonly options: OwnershipOptions,
    /** For what belongs to no replica. */
    private readonly common: StateWriter,
  ) {}

  static async create(options: OwnershipOptions): Promise<Ownership> {
    return new Ownership(options, await options.createWriter());
  }

  facts() {
    throw new Error('What a source sees it tells the sink that owning() gives');
  }

  complete() {
    this.facts();
  }

  health(...args: Parameters<FactSink['health']>) {
    this.common.health(...args);
  }

  retire(source: string) {
    this.common.retire(source);
  }

  close(): Promise<void> {
    return this.common.close();
  }

  async owning(name: string, run: Run, signal: AbortSignal): Promise<void> {
    const { clock, random } = this.options;
    while (!signal.aborted) {
      const lease = await this.take(name);
      if (signal.aborted) {
        await this.release(lease);
        return;
      }
      const outcome = lease && (await this.hold(lease, run, signal));
      if (outcome === 'ended') {
        return;
      }
      // Up to a tenth to either side, so that replicas do not ask in step.
      const wait = outcome === 'failed' ? AGAIN_MS : ASK_MS;
      await sleep(clock, Math.round(wait * (0.9 + random() / 5)), signal);
    }
  }

  private async take(name: string): Promise<Lease | undefined> {
    const { leases, logger } = this.options;
    try {
      return await leases.take(name, this.owner, LEASE_MS);
    } catch (error) {
      logger.warn(`Nobody can be asked who reads ${name}`, error as Error);
      return undefined;
    }
  }

  private async hold(
    lease: Lease,
    run: Run,
    signal: AbortSignal,
  ): Promise<'ended' | 'lost' | 'failed'> {
    const { clock, logger, createWriter } = this.options;
    const controller = new AbortController();
    const follow = () => controller.abort();
    signal.addEventListener('abort', follow);
    if (signal.aborted) {
      follow();
    }
    let writer: StateWriter | undefined;
    let lost = false;
    const renewing = this.renew(lease, controller.signal).then(still => {
      lost = !still;
      controller.abort();
    });
    try {
      writer = await createWriter(lease);
      await run(this.sinkOf(writer, lease), controller.signal);
      return lost ? 'lost' : 'ended';
    } catch (error) {
      // One source that fails costs the others nothing.
      logger.error(`Source ${lease.name} ended`, error as Error);
      writer?.health({
        id: lease.name,
        state: 'unreachable',
        since: isoNow(clock),
        reason: 'the source ended with an error, it is begun anew',
      });
      return 'failed';
    } finally {
      controller.abort();
      signal.removeEventListener('abort', follow);
      await renewing;
      await writer?.close();
      await this.release(lease);
    }
  }

  /** Resolves with whether the lease is still ours when the signal aborts, or as soon as it is not. */
  private async renew(lease: Lease, signal: AbortSignal): Promise<boolean> {
    const { leases, clock, logger } = this.options;
    while (!signal.aborted) {
      await sleep(clock, RENEW_MS, signal);
      try {
        if (!signal.aborted && !(await leases.renew(lease, LEASE_MS))) {
          logger.info(`Another replica reads ${lease.name} now`);
          return false;
        }
      } catch (error) {
        // Who cannot reach the database cannot write either; who took over meanwhile is seen as soon as it is back.
        logger.warn(`The lease of ${lease.name} waits`, error as Error);
      }
    }
    return true;
  }

  private async release(lease: Lease | undefined): Promise<void> {
    // It runs out by itself.
    await (lease && this.options.leases.release(lease).catch(() => {}));
  }

  private sinkOf(writer: StateWriter, lease: Lease): FactSink {
    const own: FactSink = {
      facts: facts => writer.facts(facts),
      complete: reading => writer.complete(reading),
      health: health => writer.health(health),
      retire: source => writer.retire(source),
      // A source that is wrapped may ask once more for what is held already.
      owning: (name, run, signal) =>
        name === lease.name ? run(own, signal) : this.owning(name, run, signal),
    };
    return own;
  }
}
