import type { RenderContext } from '../../context';
import { routerOf } from '../router/subgraphs';

/** A service of others brings a Dockerfile of which no test stage is known; that of a router composes its graph there. */
export function hasTests(ctx: RenderContext): boolean {
  return ctx.service.spec.runtime !== 'container' || Boolean(routerOf(ctx));
}
