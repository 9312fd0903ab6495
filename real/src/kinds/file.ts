import path from 'node:path';

/** Where the blueprint keeps what it knows of kinds. */
export const kindsFile = path.resolve(
  // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
  __dirname,
  '../../../packages/blueprint/src/kinds/kinds.json',
);
