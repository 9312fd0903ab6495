export type Surface = keyof typeof import('../surfaces');

/**
 * What pages show is loaded when a page shows it. Always from here: asked for by what is itself loaded late, the build
 * would write all of it a second time, without what is there by then.
 */
export const surface = (name: Surface) => async () =>
  (await import('../surfaces'))[name] as (props: any) => JSX.Element;
