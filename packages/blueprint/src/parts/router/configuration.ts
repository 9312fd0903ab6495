import type { RenderContext } from '../../context';
import { toYaml } from '../../kubernetes';
import { routerPorts } from '../../resolve';
import {
  schemaOf,
  subgraphNames,
  subgraphsOf,
  routerOf,
  variableOf,
} from './subgraphs';

/** Every router that reads it knows this one: what is composed may be older than who runs it, never newer. */
const FEDERATION = '=2.11.0';

/** What the router replaces when it starts, by a variable of its pod. */
const variable = (text: string) => `\${env.${text}}`;

/** Written once; what differs between environments comes by variables. */
export function configuration(ctx: RenderContext): string {
  const { requests, health, metrics } = routerPorts;
  const tools = variable('GRAPHQL_INTROSPECTION:-false');
  return toYaml(
    {
      supergraph: {
        listen: `0.0.0.0:${variable(`PORT:-${requests}`)}`,
        path: '/graphql',
        introspection: tools,
      },
      sandbox: { enabled: tools },
      homepage: { enabled: false },
      health_check: { enabled: true, listen: `0.0.0.0:${health}` },
      override_subgraph_url: Object.fromEntries(
        subgraphNames(ctx).map(name => [name, variable(variableOf(name))]),
      ),
      traffic_shaping: {
        router: { timeout: '30s' },
        all: { timeout: '10s', deduplicate_query: true },
      },
      telemetry: {
        exporters: {
          logging: { stdout: { enabled: true, format: 'json' } },
          tracing: {
            propagation: { trace_context: true },
            otlp: {
              enabled: variable('TRACES_ENABLED:-false'),
              endpoint: variable('OTEL_EXPORTER_OTLP_ENDPOINT:-default'),
              protocol: 'http',
            },
          },
          metrics: {
            prometheus: {
              enabled: true,
              listen: `0.0.0.0:${variable(`METRICS_PORT:-${metrics}`)}`,
              path: '/metrics',
            },
          },
        },
      },
    },
    {
      order: 'given',
      spaced: [
        'sandbox',
        'health_check',
        'override_subgraph_url',
        'traffic_shaping',
        'telemetry',
      ],
      comments: {
        'supergraph.introspection':
          'Tools may ask what the graph has while it is made, and nowhere else.',
        override_subgraph_url:
          'Where each is in an environment: its overlay sets the variable.',
        'traffic_shaping.all':
          'A subgraph that does not answer costs its own fields, not the whole answer.',
      },
    },
  );
}

/** What Rover composes. The addresses are those of the first environment; the router is told those of its own. */
export function composition(ctx: RenderContext): string {
  const [environment] = ctx.environments;
  return toYaml(
    {
      federation_version: FEDERATION,
      subgraphs: Object.fromEntries(
        subgraphsOf(environment, routerOf(ctx)!).map(({ name, url }) => [
          name,
          { routing_url: url, schema: { file: `./${schemaOf(name)}` } },
        ]),
      ),
    },
    {
      order: 'given',
      comments: {
        subgraphs:
          'An address is needed to compose; router.yaml says where each is.',
      },
    },
  );
}

export function aboutSchemas(ctx: RenderContext): string {
  const subgraphs = subgraphsOf(ctx.environments[0], routerOf(ctx)!);
  return `# What the graph is composed of

Each subgraph's schema, as its own repository has it; a service that Slipway made keeps it in \`api/schema.graphql\`. Copy it here by pull
request when it changes: the pipeline composes all of them, and says what does not fit before anything is deployed.

| schema | service |
| --- | --- |
${subgraphs
  .map(({ name, service }) => `| \`${name}.graphql\` | ${service} |\n`)
  .join('')}`;
}
