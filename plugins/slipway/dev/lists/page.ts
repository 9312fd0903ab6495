import type { ShownState } from '../states';

/** What a list answers in each state in which there is an answer. */
export type Told<T> = Record<
  Exclude<ShownState, 'loading' | 'denied' | 'unreachable'>,
  T
>;

export const GI = 2 ** 30;

export const place = (name: string, of: string) => ({
  name,
  cluster: name === 'dev' ? 'local' : 'eu-1',
  namespace: `${of}-${name}`,
});

/** A page that has all there is. */
export const page = <K extends string, T>(key: K, items: T[]) =>
  ({ [key]: items, total: items.length } as { [k in K]: T[] } & {
    total: number;
  });
