import { KnownEntity } from './EntityDirectory';

type Depending = Pick<KnownEntity, 'dependsOn' | 'service'>;

const known = new WeakMap<
  readonly Depending[],
  ReadonlyMap<string, readonly string[]>
>();

/** Names of the Resources that the entities of a service depend on, as the catalog's relations have it. */
export function dependenciesOf(
  service: string,
  entities: readonly Depending[],
): readonly string[] {
  const found =
    known.get(entities) ??
    new Map(
      entities.flatMap(({ service: name, dependsOn }) =>
        dependsOn.length > 0 ? [[name, dependsOn] as const] : [],
      ),
    );
  known.set(entities, found);
  return found.get(service) ?? [];
}
