/** Set by the build. */
export const version = process.env.APP_VERSION ?? 'dev';
