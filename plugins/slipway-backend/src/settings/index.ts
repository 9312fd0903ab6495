export { LiveSettings } from './LiveSettings';
export type { Setting } from './LiveSettings';
