export { createSources, startSources } from './run';
export { defaultSources } from './defaults';
