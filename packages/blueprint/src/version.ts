/** The version of the blueprint: what it emits for the same spec and bundle changes only with it. */
export const GOLDEN_PATH_VERSION = '0.1.0';
