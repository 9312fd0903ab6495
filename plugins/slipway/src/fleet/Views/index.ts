export type { View } from './useViews';
export { Views } from './Views';
