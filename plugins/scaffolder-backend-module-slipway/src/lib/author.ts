import type { Config } from '@backstage/config';

/** Whom commits of the portal are by. */
export function authorOf(config: Config): { name?: string; email?: string } {
  const set = config.getOptionalConfig('scaffolder.defaultAuthor');
  return {
    name: set?.getOptionalString('name'),
    email: set?.getOptionalString('email'),
  };
}
