import type { SavedView } from './useViews';

/** What the address says, in whichever order it says it. */
export function sameAs(params: URLSearchParams): (view: SavedView) => boolean {
  const told = sorted(params);
  return ({ query }) => sorted(new URLSearchParams(query)) === told;
}

function sorted(params: URLSearchParams): string {
  const copy = new URLSearchParams(params);
  copy.sort();
  return copy.toString();
}

/** With this one under its name, in the place of one that was called so. */
export function withView(
  views: readonly SavedView[],
  view: SavedView,
): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].sort(
    (a, b) => a.name.localeCompare(b.name),
  );
}

/** What somebody's settings hold may be of another release. */
export function viewsIn(value: unknown): SavedView[] {
  return Array.isArray(value)
    ? value.filter(
        (one): one is SavedView =>
          typeof one?.name === 'string' && typeof one.query === 'string',
      )
    : [];
}
