import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DeliveryAction,
  DeliveryActionResult,
  slipwayDeliveryPermissions,
} from '@slipway/plugin-slipway-common';
import { EntityDirectory, KnownEntity } from '../entities/EntityDirectory';
import { claimsByName } from '../entities/identity';
import { Clock, isoNow } from '../lib/clock';
import { whoOf } from '../lib/perUser';
import { answerFor } from '../service/answer';
import { inputFor } from '../service/assemble';
import { EntityName } from '../service/StateService';
import { StateReads } from '../store';
import { Actor, RefusedError } from './Actor';
import { aspectOf, targetsOf } from './targets';

export interface DeliveryActionsOptions {
  /** What the portal does at all, as it is configured now. */
  on: () => readonly DeliveryAction[];
  store: StateReads;
  entities: Pick<EntityDirectory, 'find' | 'entities'>;
  permissions: PermissionsService;
  actor: () => Pick<Actor, 'ask'>;
  clock: Clock;
}

/** Refresh, sync and restart: for who may, about what is known of the entity, and nothing that Git does not want already. */
export class DeliveryActions {
  constructor(private readonly options: DeliveryActionsOptions) {}

  /** Which of them who asks may have done. */
  async allowed(
    name: EntityName,
    credentials: BackstageCredentials,
  ): Promise<DeliveryAction[]> {
    const { entities, permissions } = this.options;
    const on = this.options.on();
    const resourceRef = stringifyEntityRef(name);
    const entity = entities.find(resourceRef);
    if (on.length === 0 || !entity || this.whyNot(entity)) {
      return [];
    }
    const decisions = await permissions.authorize(
      on.map(action => ({
        permission: slipwayDeliveryPermissions[action],
        resourceRef,
      })),
      { credentials },
    );
    return on.filter(
      (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
    );
  }

  async act(
    action: DeliveryAction,
    name: EntityName,
    environment: string,
    credentials: BackstageCredentials,
    signal: AbortSignal,
  ): Promise<DeliveryActionResult> {
    const entity = await this.permitted(action, name, credentials);
    const target = entity.environments?.find(one => one.name === environment);
    if (!target) {
      throw new InputError(
        `${
          entity.name
        } has no environment '${environment}'; there are ${entity.environments
          ?.map(one => one.name)
          .join(', ')}`,
      );
    }
    const { clock, store } = this.options;
    const [documents, health] = await Promise.all([
      store.documentsOf(entity.service),
      store.health(),
    ]);
    const known = inputFor(entity, { documents, health });
    const answer = answerFor(aspectOf[action], target, known);
    if (answer.answer === 'denied' || answer.answer === 'unreachable') {
      throw new ServiceUnavailableError(
        'starting' in answer && answer.starting
          ? `${environment} is being read since the portal started, so nothing was asked of it; try again in a minute`
          : `${environment} cannot be read just now, so nothing was asked of it`,
      );
    }
    const targets = targetsOf(action, target, known);
    if (targets.length === 0) {
      throw new ConflictError(
        `Nothing of ${entity.name} is known in ${environment} that could be asked to ${action}`,
      );
    }
    const wish = { action, by: whoOf(credentials), at: isoNow(clock) };
    const actor = this.options.actor();
    for (const one of targets) {
      await actor.ask(one, wish, signal).catch(asAnswer);
    }
    return {
      environment,
      objects: targets.map(one => ({ kind: one.kind, name: one.name })),
    };
  }

  private async permitted(
    action: DeliveryAction,
    name: EntityName,
    credentials: BackstageCredentials,
  ): Promise<KnownEntity> {
    const { entities, on, permissions } = this.options;
    const resourceRef = stringifyEntityRef(name);
    const permission = slipwayDeliveryPermissions[action];
    const entity = entities.find(resourceRef);
    const [seen, may] = await permissions.authorize(
      [
        { permission: catalogEntityReadPermission, resourceRef },
        { permission, resourceRef },
      ],
      { credentials },
    );
    if (!entity || seen.result !== AuthorizeResult.ALLOW) {
      throw new NotFoundError(`No entity ${resourceRef}`);
    }
    if (may.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`Needs ${permission.name} on ${resourceRef}`);
    }
    if (!on().includes(action)) {
      throw new NotAllowedError(
        `This portal does not ${action}: slipway.actions.${action} is not true in its configuration`,
      );
    }
    const why = this.whyNot(entity);
    if (why) {
      throw new ConflictError(why);
    }
    return entity;
  }

  /** An entity says itself what is its own: reading that is one thing, acting on it another. */
  private whyNot(entity: KnownEntity): string | undefined {
    if (!entity.environments) {
      return `${entity.entityRef} does not say where it runs: add slipway.dev/environments`;
    }
    if (!claimsByName(entity)) {
      return `${entity.entityRef} tells its objects by selectors or names that might be anybody's, so nobody acts on them from here: label them slipway.dev/service`;
    }
    const others = this.options.entities.entities.some(
      ({ entityRef, service }) =>
        service === entity.service && entityRef !== entity.entityRef,
    );
    return others
      ? `Another entity claims the same objects as ${entity.entityRef}, so nobody acts on them from here`
      : undefined;
  }
}

function asAnswer(error: unknown): never {
  if (error instanceof RefusedError) {
    throw error.problem === 'unreachable'
      ? new ServiceUnavailableError(error.message)
      : new ConflictError(error.message);
  }
  throw error;
}
