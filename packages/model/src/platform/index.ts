export { ownershipFindings } from './ownership';
export { parsePlatform } from './parse';
export type { CheckedPlatform } from './parse';
export { platformJsonSchema } from './schema/platform';
export type { Platform } from './schema/platform';
