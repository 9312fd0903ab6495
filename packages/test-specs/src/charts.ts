import type { FileTree, Service } from '@slipway/model';

/** Where drawn services have their chart. */
export const CHART = 'charts/service';

const text = (content: string) => ({ content });

/** The tree of a drawn service, with the chart that its team has: Slipway writes none. */
export function withChart(tree: FileTree, { spec }: Service): FileTree {
  const { layout, chart, repository } = spec.delivery ?? {};
  if (layout !== 'helm' || repository) {
    return tree;
  }
  const path = chart?.path ?? CHART;
  return {
    ...tree,
    [`${path}/Chart.yaml`]: text(
      'apiVersion: v2\nname: service\nversion: 1.0.0\n',
    ),
    ...Object.fromEntries(
      ['values.yaml', ...(chart?.values ?? [])].map(file => [
        `${path}/${file}`,
        text('replicas: 2\n'),
      ]),
    ),
  };
}
