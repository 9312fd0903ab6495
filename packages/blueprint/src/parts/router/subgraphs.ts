import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../context';
import { namespaceOf } from '../needs/address';

/** What the pods of a service listen on, and where GraphQL is answered, unless the spec says otherwise. */
const PORT = 8080;
const PATH = '/graphql';

/** A part of the graph, as it is reached in one environment. */
export interface Subgraph {
  name: string;
  /** The variable that tells the router its address. */
  variable: string;
  service: string;
  namespace: string;
  /** That of its pods, which is what network policies are about. */
  port: number;
  url: string;
}

/** The workload that composes others, in a service that is a router. */
export function routerOf({
  workloads,
}: RenderContext): WorkloadContext | undefined {
  return workloads.find(({ router }) => router);
}

export function subgraphNames(ctx: RenderContext): string[] {
  return Object.keys(routerOf(ctx)?.router?.subgraphs ?? {});
}

/** Where the schema of each lies in the repository. */
export function schemasOf(ctx: RenderContext): string[] {
  return subgraphNames(ctx).map(schemaOf);
}

export function schemaOf(name: string): string {
  return `subgraphs/${name}.graphql`;
}

/** The services that the graph is composed of, each once. */
export function subgraphServices(ctx: RenderContext): string[] {
  const { subgraphs = {} } = routerOf(ctx)?.router ?? {};
  return [
    ...new Set(
      Object.entries(subgraphs).map(([name, { service }]) => service ?? name),
    ),
  ];
}

export function subgraphsOf(
  environment: EnvironmentContext,
  { router }: WorkloadContext,
): Subgraph[] {
  return Object.entries(router?.subgraphs ?? {}).map(([name, given]) => {
    const { service = name, port = PORT, path = PATH } = given;
    const namespace = given.namespace ?? namespaceOf(environment, service);
    return {
      name,
      variable: variableOf(name),
      service,
      namespace,
      port,
      // Services of HTTP are reached on its own port, whatever their pods listen on.
      url: `http://${service}.${namespace}.svc${path}`,
    };
  });
}

export function variableOf(name: string): string {
  return `SUBGRAPH_${name.toUpperCase().replace(/-/g, '_')}_URL`;
}
