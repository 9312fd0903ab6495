import { FIRST_BUILD_TAG } from '@slipway/model';
import type { Finding } from '@slipway/model';
import type { Chart, EnvironmentContext, RenderContext } from '../../context';
import { managed } from '../../files';
import type { PartFile } from '../../files';
import { toYaml } from '../../kubernetes';

/** Environments that a chart brings to the cluster, rather than an overlay. */
export function byChart<E extends EnvironmentContext>(
  environments: readonly E[],
): (E & { chart: Chart })[] {
  return environments.filter((e): e is E & { chart: Chart } => !!e.chart);
}

/** The files of values that the image stands in: one for each environment, and nothing else in them. */
export function imageValues(ctx: RenderContext): PartFile[] {
  const { name, tag } = imageOf(ctx);
  return byChart(ctx.environments).map(environment =>
    managed(
      ctx.places.values(environment.name),
      toYaml(
        environment.chart.image
          .split('.')
          .reduceRight<object>((inner, key) => ({ [key]: inner }), {
            repository: name,
            tag,
          }),
        {
          order: 'given',
          quoted: [`${environment.chart.image}.tag`],
          comments: ctx.build.image
            ? {}
            : {
                '': 'The tag belongs to the build pipeline: it commits what it has pushed.\nOther values go into files of the chart that chart.values names in slipway.yaml.',
              },
        },
      ),
    ),
  );
}

function imageOf({ build, image }: RenderContext) {
  const [, name = image, tag = FIRST_BUILD_TAG] =
    /^(.+?)(?::([^/]+))?$/.exec(build.image ?? image) ?? [];
  return { name, tag };
}

/** What Helm reads after the chart's own values, the last of which counts: from the root of the repository. */
export function valueFiles(
  { places }: RenderContext,
  { name, chart }: { name: string; chart: Chart },
): string[] {
  return [
    ...chart.values.map(file => `${chart.path}/${file}`),
    places.values(name),
  ];
}

/** What a chart does not do by itself, and what is asked for in vain where one is. */
export function chartFindings({
  name,
  delivery,
  chart,
  local,
  origins,
  ...environment
}: EnvironmentContext): Finding[] {
  const path = `spec.environments.${name}.delivery.chart`;
  const said =
    delivery.chart &&
    Object.entries(origins).some(
      ([field, origin]) =>
        field.startsWith('delivery.chart') &&
        !['platform', 'built in'].includes(origin),
    );
  if (delivery.layout !== 'helm') {
    return said
      ? [
          {
            rule: 'delivery.chart-used',
            severity: 'error',
            message: `a chart is named for ${name}, and the layout is '${delivery.layout}'`,
            remedy: 'Write layout: helm, or remove chart',
            path,
          },
        ]
      : [];
  }
  if (local) {
    return [];
  }
  if (!chart) {
    return [
      {
        rule: 'delivery.chart-known',
        severity: 'error',
        message: `${name} is to be deployed by a Helm chart, and nobody says by which`,
        remedy:
          'Write delivery.chart.path: the folder of the chart, from the root of the repository that has it',
        path,
      },
    ];
  }
  const asked = Object.entries({
    needs: environment.needs.some(
      ({ provider }) => provider !== 'managed' && provider !== 'shared',
    ),
    backups: environment.needs.some(({ backup }) => backup),
    secrets: environment.secrets?.keys?.length,
    exposure: environment.expose,
    autoscaling: environment.workloads.some(
      ({ scaling, scaleOn }) => scaling || scaleOn,
    ),
    'a quota': environment.quota,
  })
    .filter(([, value]) => value)
    .map(([what]) => what);
  return asked.length
    ? [
        {
          rule: 'delivery.chart-brings',
          severity: 'warning',
          message: `in ${name} objects are those of the chart ${
            chart.path
          }, so Slipway writes none for ${asked.join(', ')}`,
          remedy:
            'See that the chart brings them, or deploy overlays: layout in-repo or central',
          path,
        },
      ]
    : [];
}
