import { managed } from '../../files';
import type { RenderContext } from '../../context';
import type { Part } from '../part';

const GO_BUILD = 'docker.io/library/golang:1.26-trixie';
const GO_RUNTIME = 'gcr.io/distroless/static-debian13:nonroot';

const dockerignore = `# What is listed here never reaches a build.
.git
.github
.slipway
deploy
docs
Dockerfile
Tiltfile
*.md
*.yml
*.yaml
`;

/** The image: built with caches, run as nobody from an image without a shell. */
export const dockerfilePart: Part = {
  name: 'dockerfile',
  files(ctx) {
    return [
      managed('Dockerfile', dockerfile(ctx)),
      managed('.dockerignore', dockerignore),
    ];
  },
};

function dockerfile(ctx: RenderContext): string {
  const images = ctx.bundle.defaults.images ?? {};
  const build = images.goBuild ?? GO_BUILD;
  return `# syntax=docker/dockerfile:1

FROM --platform=$BUILDPLATFORM ${build} AS modules
WORKDIR /src
COPY go.mod go.sum* ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download

# For Tilt: keeps source and build cache, so that a change is built in place; the loop starts what was built.
FROM ${build} AS dev
ENV HOME=/tmp GOCACHE=/tmp/go-build GOMODCACHE=/tmp/go-mod
WORKDIR /src
COPY --chmod=0755 <<'DEV' /usr/local/bin/dev
#!/bin/sh
trap 'kill -TERM "$pid" 2>/dev/null; wait "$pid"; exit 0' TERM INT
while :; do
  /tmp/server &
  pid=$!
  echo "$pid" > /tmp/server.pid
  wait "$pid"
  sleep 1
done
DEV
COPY --chown=65532:65532 . .
RUN chown 65532:65532 /src
USER 65532:65532
RUN go build -o /tmp/server ./cmd/server
CMD ["/usr/local/bin/dev"]

FROM modules AS build
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=dev
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \\
    go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/server ./cmd/server

FROM ${images.goRuntime ?? GO_RUNTIME}
COPY --from=build /out/server /server
USER 65532:65532
EXPOSE ${ctx.workloads[0].port}
ENTRYPOINT ["/server"]
`;
}
