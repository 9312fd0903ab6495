import type { Chart, EnvironmentContext, RenderContext } from '../../context';
import { valueFiles } from '../delivery/chart';
import { quoted } from './quoted';

/** What the chart brings, and what it is called, is its own affair. */
export function chart(
  ctx: RenderContext,
  environment: EnvironmentContext,
  brought: Chart,
): string {
  const { central } = ctx.places;
  const files = valueFiles(ctx, { ...environment, chart: brought });
  const place = (name: string) =>
    central ? `gitops + ${quoted(`/${name}`)}` : quoted(fromRoot(ctx, name));
  return `${cloneOf(ctx, 'The chart lies')}${
    central ? "gitops = os.getenv('GITOPS', '../gitops')\n" : ''
  }k8s_yaml(helm(
    ${place(brought.path)},
    name=${quoted(ctx.name)},
    values=[${files.map(place).join(', ')}],
))
`;
}

/** Charts lie by the root of the repository, and the Tiltfile in the folder of the service. */
function fromRoot({ root }: RenderContext, path: string): string {
  return path.startsWith(root)
    ? path.slice(root.length)
    : `${'../'.repeat(root.split('/').length - 1)}${path}`;
}

/** What somebody has to clone who works on the service. */
export function cloneOf({ places }: RenderContext, what: string): string {
  return places.central
    ? `# ${what} in ${places.central.url}: clone it beside this repository, or say where in $GITOPS.\n`
    : '';
}
