import type { EnvironmentContext, RenderContext } from '../../context';
import { keysOf, secretOf } from '../needs/secret';

/** A Secret that pods read. */
export interface WantedSecret {
  name: string;
  /** Below the path of the service in the store; the path itself when left out. */
  below?: string;
  keys: string[];
}

/** Every Secret that the pods of an environment read and that somebody has to bring. */
export function wantedSecrets(
  ctx: RenderContext,
  environment: EnvironmentContext,
): WantedSecret[] {
  const own = environment.secrets?.keys ?? [];
  return [
    ...(own.length ? [{ name: `${ctx.name}-env`, keys: own }] : []),
    ...environment.needs
      .filter(need => !need.secret && keysOf(need).length > 0)
      .map(need => ({
        name: secretOf(need),
        below: need.name,
        keys: keysOf(need),
      })),
  ];
}

/** Where the store keeps a Secret: every environment has values of its own. */
export function pathOf(
  ctx: RenderContext,
  { name, secrets }: EnvironmentContext,
  { below }: WantedSecret,
): string {
  const root = (secrets?.path ?? ctx.name).replace(/^\//, '');
  return [root, name, below].filter(Boolean).join('/');
}
