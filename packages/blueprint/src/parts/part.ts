import type { PartFile } from '../files';
import type { RenderContext } from '../context';

/** One capability of the blueprint. */
export interface Part {
  name: string;
  render(ctx: RenderContext): PartFile[];
}
