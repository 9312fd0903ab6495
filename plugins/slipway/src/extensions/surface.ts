type Surfaces = typeof import('../surfaces');

export type Surface = keyof Surfaces;

type Component = (props: any) => JSX.Element;

let loaded: Surfaces | undefined;

/**
 * What pages show is loaded when a page shows it. Always from here: asked for by what is itself loaded late, the build
 * would write all of it a second time, without what is there by then.
 */
export const surface = (name: Surface) => (): Promise<Component> =>
  loaded
    ? atOnce(loaded[name] as Component)
    : import('../surfaces').then(all => {
        loaded = all;
        return all[name] as Component;
      });

/**
 * A promise that tells at once what is there already. A card that waits inside of a card that has just come would be
 * shown half a second later: so long React waits before it takes one sign of loading for another.
 */
function atOnce<T>(value: T): Promise<T> {
  return {
    then: (take: (value: T) => unknown) => atOnce(take(value)),
  } as unknown as Promise<T>;
}
