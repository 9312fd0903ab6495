import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything that the start and test programs bring or keep; git ignores it. */
export const LOCAL = join(ROOT, '.local');

/** How workspaces' TypeScript runs without a build. */
export const TRANSFORM = join(
  ROOT,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);
