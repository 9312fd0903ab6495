import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { slipwayApiRef } from '../api';
import { askAhead } from '../api/ahead';

type Surfaces = typeof import('../surfaces');

export type Surface = keyof Surfaces;

type Component = (props: any) => JSX.Element;

let loaded: Surfaces | undefined;

/**
 * What pages show is loaded when a page shows it. Always from here: asked for by what is itself loaded late, the build
 * would write all of it a second time, without what is there by then.
 */
const load = () =>
  import('../surfaces').then(all => {
    loaded = all;
    return all;
  });

/** One of what they show. */
export const surface = (name: Surface) => (): Promise<Component> =>
  loaded
    ? atOnce(loaded[name] as Component)
    : load().then(all => all[name] as Component);

/**
 * A filter which, when it says yes, has what is then shown on its way: the files and the answer. A page asks its filters as
 * soon as it knows its entity, and only two files of its own later draws a card; nothing of ours hears of it earlier.
 */
export const ahead =
  (filter: (entity: Entity) => boolean, apis: ApiHolder) =>
  (entity: Entity): boolean => {
    const shown = filter(entity);
    const api = shown && apis.get(slipwayApiRef);
    if (api) {
      // Where it fails, whoever shows something of it says so.
      load().catch(() => {});
      askAhead(api, stringifyEntityRef(entity));
    }
    return shown;
  };

/**
 * A promise that tells at once what is there already. A card that waits inside of a card that has just come would be
 * shown half a second later: so long React waits before it takes one sign of loading for another.
 */
function atOnce<T>(value: T): Promise<T> {
  return {
    then: (take: (value: T) => unknown) => atOnce(take(value)),
  } as unknown as Promise<T>;
}
