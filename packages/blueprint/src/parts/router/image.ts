import type { RenderContext, WorkloadContext } from '../../context';
import { DOCKERFILE_HEAD, exposed, USER } from '../../runtimes/runtime';
import { schemasOf } from './subgraphs';

const ROVER = '0.41.0';

/**
 * The graph is composed where the image is built, so that each host's pipeline does it in the same way, a pull request is told
 * what does not fit, and the image that is promoted or rolled back has the graph in it.
 */
export function dockerfile(
  ctx: RenderContext,
  { port }: WorkloadContext,
): string {
  const { images = {} } = ctx.bundle.defaults;
  const build = images.routerBuild ?? 'docker.io/library/node:24-trixie';
  const run =
    ctx.build.base ??
    images.routerRuntime ??
    'ghcr.io/apollographql/router:v2.17.0';
  return `${DOCKERFILE_HEAD}
# Rover is free software. What it composes with, and the router itself, are under the Elastic License 2.0: accepted here.
FROM --platform=$BUILDPLATFORM ${build} AS rover
ENV APOLLO_ELV2_LICENSE=accept APOLLO_TELEMETRY_DISABLED=true
RUN npm install --global @apollo/rover@${ROVER}
WORKDIR /graph

# What the pipeline asks before it builds: docker build --target test .
FROM rover AS test
COPY supergraph.yaml ./
COPY subgraphs ./subgraphs
RUN set -- ${schemasOf(ctx).join(' ')} && \\
    for schema; do \\
      test -s "$schema" || { echo "$schema is missing: subgraphs/README.md says where it comes from" >&2; exit 1; }; \\
    done && \\
    rover supergraph compose --config supergraph.yaml --output supergraph.graphql

FROM ${run}
ARG VERSION=dev
ENV APP_VERSION=$VERSION \\
    APOLLO_ROUTER_CONFIG_PATH=/dist/config/router.yaml \\
    APOLLO_ROUTER_SUPERGRAPH_PATH=/dist/schema/supergraph.graphql \\
    APOLLO_TELEMETRY_DISABLED=true
COPY router.yaml /dist/config/router.yaml
COPY --from=test /graph/supergraph.graphql /dist/schema/supergraph.graphql
USER ${USER}
${exposed([port])}`;
}
