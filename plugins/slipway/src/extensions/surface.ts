export type Surface = keyof typeof import('../surfaces');

/** What pages show is loaded when a page shows it. */
export const surface = (name: Surface) => async () =>
  (await import('../surfaces'))[name] as (props: any) => JSX.Element;
