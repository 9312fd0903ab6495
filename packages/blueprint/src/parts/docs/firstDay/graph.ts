import type { FirstDayNeed } from '@slipway/model';
import type { RenderContext } from '../../../context';
import { schemasOf, subgraphServices } from '../../router/subgraphs';

/** What a router is composed of lies with others, and so does who may ask them. */
export function graphNeeds(ctx: RenderContext): FirstDayNeed[] {
  const services = subgraphServices(ctx);
  if (services.length === 0) {
    return [];
  }
  const listed = (names: readonly string[]) =>
    names.map(name => `\`${name}\``).join(', ');
  return [
    {
      id: 'graph.schemas',
      text: `The schemas of the subgraphs are here: ${listed(
        schemasOf(ctx),
      )}. Without them the pipeline fails, and says which.`,
      look: { kind: 'nobody' },
    },
    {
      id: 'graph.callers',
      text: `${ctx.name} may ask ${listed(
        services,
      )}: \`network.from\` there names it.`,
      look: { kind: 'nobody' },
    },
  ];
}
