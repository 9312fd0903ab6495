import {
  AspectSummary,
  EntityState,
  FleetService,
} from '@slipway/plugin-slipway-common';
import { EntityDirectory, KnownEntity } from '../entities/EntityDirectory';
import { assembleState, inputFor } from '../service/assemble';
import { FleetIndex } from '../service/fleet/FleetIndex';
import { StateStore } from '../store';
import { topics } from './topics';
import { Interests } from './troubles';

export interface TroubledOptions {
  store: Pick<StateStore, 'documentsOf' | 'health'>;
  index: Pick<FleetIndex, 'refresh' | 'rowsOf'>;
  entities: Pick<EntityDirectory, 'entities'>;
  interests: Interests;
}

/** Few services have something to tell: only theirs is read whole, and what those have become that had. */
export function troubled({
  store,
  index,
  entities,
  interests,
}: TroubledOptions) {
  return async (
    remembered: readonly string[],
  ): Promise<[KnownEntity, EntityState][] | undefined> => {
    const known = entities.entities;
    if (known.length === 0) {
      // The catalog was not read yet: nobody left it.
      return undefined;
    }
    await index.refresh();
    const before = new Set(remembered);
    const rows = await index.rowsOf(known);
    const some = known.filter(
      (entity, at) =>
        before.has(entity.entityRef) || mayTell(rows[at], interests.topics),
    );
    const documents = await store.documentsOf(
      ...new Set(some.map(({ service }) => service)),
    );
    const health = await store.health();
    return some.map(entity => [
      entity,
      assembleState(
        inputFor(entity, {
          documents: documents.filter(
            ({ value }) => value.subject.service === entity.service,
          ),
          health,
        }),
      ),
    ]);
  };
}

function mayTell(
  { environments }: FleetService,
  wanted: Interests['topics'],
): boolean {
  return wanted.some(topic => {
    const { aspect, codes } = topics[topic];
    const isOne = (code: string) => (codes as readonly string[]).includes(code);
    return environments.some(({ aspects }) => {
      const summary: AspectSummary | undefined = aspects[aspect];
      return summary?.answer === 'data' && summary.codes?.some(isOne);
    });
  });
}
