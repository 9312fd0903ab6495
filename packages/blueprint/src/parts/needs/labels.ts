import { labels } from '@slipway/model';
import type { NeedContext, RenderContext } from '../../context';

/** What every object of a need carries beside the labels of the service. */
export function needLabels(need: NeedContext): Record<string, string> {
  return { [labels.component]: need.type, [labels.need]: need.name };
}

export function needSelector(
  ctx: RenderContext,
  need: NeedContext,
  role = need.type as string,
): Record<string, string> {
  return {
    [labels.service]: ctx.name,
    [labels.need]: need.name,
    [labels.component]: role,
  };
}
