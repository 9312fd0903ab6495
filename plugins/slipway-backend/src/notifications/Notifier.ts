import { LoggerService } from '@backstage/backend-plugin-api';
import { EntityState } from '@slipway/plugin-slipway-common';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { KnownEntity } from '../entities/EntityDirectory';
import { Clock } from '../lib/clock';
import { Decision, Remembered, decide } from './decide';
import { Message, beginnings, endings } from './messages';
import { Interests, lookAt } from './troubles';

export interface NotifierOptions {
  /** Those of which something may have to be told, with all that is known of them; nothing while the catalog is not known. */
  services: (
    remembered: readonly string[],
  ) => Promise<[KnownEntity, EntityState][] | undefined>;
  memory: {
    all(): Promise<Remembered[]>;
    put(remembered: Remembered): Promise<void>;
    remove(id: string): Promise<void>;
  };
  notifications: NotificationService;
  interests: Interests;
  clock: Clock;
  logger: LoggerService;
}

/** Tells owners what they would want to know without looking: once when it begins, once when it is over. */
export class Notifier {
  constructor(private readonly options: NotifierOptions) {}

  /** Looks at everything once; what could not be sent is tried again the next time. */
  async round(): Promise<void> {
    const { services, memory, interests, clock } = this.options;
    const before = await memory.all();
    const found = await services(
      before.map(({ trouble }) => trouble.entityRef),
    );
    if (!found) {
      return;
    }
    const looks = new Map(
      found.map(([entity, state]) => [
        entity.entityRef,
        lookAt(entity, state, interests),
      ]),
    );
    const decision = decide(looks, before, clock.now());
    await this.remember(
      before,
      decision,
      new Set([
        ...(await this.unsent(beginnings(decision.begins))),
        ...(await this.unsent(endings(decision.ends))),
      ]),
    );
  }

  /** Ids of the troubles that could not be told. */
  private async unsent(messages: Message[]): Promise<string[]> {
    const { notifications, logger } = this.options;
    const failed: Message[] = [];
    for (const message of messages) {
      try {
        await notifications.send(message.options);
      } catch (error) {
        failed.push(message);
        if (failed.length === 1) {
          logger.warn(
            `Owners could not be told that something is wrong, or well again; it is tried again in a minute. Without notifications in this portal, set slipway.notifications.enabled to false: ${error}`,
          );
        }
      }
    }
    return failed.flatMap(({ troubles }) => troubles.map(({ id }) => id));
  }

  private async remember(
    before: readonly Remembered[],
    { remembered }: Decision,
    unsent: ReadonlySet<string>,
  ): Promise<void> {
    const { memory } = this.options;
    const earlier = new Map(before.map(one => [one.trouble.id, one]));
    const kept = new Map(remembered.map(one => [one.trouble.id, one]));
    for (const [id, one] of kept) {
      const last = earlier.get(id);
      const next = unsent.has(id)
        ? last ?? { trouble: one.trouble, seenAt: one.seenAt }
        : one;
      if (JSON.stringify(next) !== JSON.stringify(last)) {
        await memory.put(next);
      }
    }
    for (const id of earlier.keys()) {
      if (!kept.has(id) && !unsent.has(id)) {
        await memory.remove(id);
      }
    }
  }
}
