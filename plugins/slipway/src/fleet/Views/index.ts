export type { SavedView } from './useViews';
export { Views } from './Views';
