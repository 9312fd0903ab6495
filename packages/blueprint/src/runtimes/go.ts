import { devLoop, DOCKERFILE_HEAD, exposed, USER } from './runtime';
import type { ImageInput, RuntimeFacts } from './runtime';

const caches =
  '--mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build';

const finals = {
  distroless: 'gcr.io/distroless/static-debian13:nonroot',
  alpine: 'docker.io/library/alpine:3.23',
  scratch: 'scratch',
};

/** An empty image trusts nobody and knows no time zones. */
const scratchFiles = `
FROM gcr.io/distroless/static-debian13:nonroot AS system
`
  .trimEnd()
  .concat('\n');

const copyScratch = `COPY --from=system /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=system /usr/share/zoneinfo /usr/share/zoneinfo
`;

export const go: RuntimeFacts = {
  finals: ['distroless', 'alpine', 'scratch'],
  built: ['bin', 'coverage.out'],
  start: program => ({ command: [`/app/${program}`] }),
  live: {
    rebuild: ['go.mod', 'go.sum'],
    source: '/src',
    run: programs =>
      `go build -o /tmp/new/ ${programs
        .map(program => `./cmd/${program}`)
        .join(
          ' ',
        )} && mv /tmp/new/* /tmp/bin/ && kill -TERM $(cat /tmp/server.pid)`,
    start: program => ['/usr/local/bin/dev', program],
    once: program => [`/tmp/bin/${program}`],
  },
  commands: (program, port) => [
    [`go run ./cmd/${program}`, port ? `serves on port ${port}` : 'runs it'],
    ['go test ./...', ''],
  ],
  dockerfile,
};

function dockerfile(input: ImageInput): string {
  const { images, final, base, programs, ports } = input;
  const build = images.goBuild ?? 'docker.io/library/golang:1.26-trixie';
  const sources = programs.map(program => `./cmd/${program}`).join(' ');
  const runtime = base ?? images.goRuntime ?? finals[final];
  return `${DOCKERFILE_HEAD}
FROM --platform=$BUILDPLATFORM ${build} AS modules
WORKDIR /src
COPY go.mod go.sum* ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download

# What the pipeline asks before it builds: docker build --target test .
FROM modules AS test
COPY . .
RUN ${caches} \\
    go vet ./... && go test -race ./...

# For Tilt: keeps source and build cache, so that a change is built in place; the loop starts what was built.
FROM ${build} AS dev
ENV HOME=/tmp GOCACHE=/tmp/go-build GOMODCACHE=/tmp/go-mod
WORKDIR /src
${devLoop('"/tmp/bin/$1"')}
COPY --chown=${USER} . .
RUN chown ${USER} /src
USER ${USER}
RUN mkdir -p /tmp/bin /tmp/new && go build -o /tmp/bin/ ${sources}
CMD ["/usr/local/bin/dev", "${programs[0]}"]

FROM modules AS build
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=dev
COPY . .
RUN ${caches} \\
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \\
    go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/ ${sources}
${base || final !== 'scratch' ? '' : scratchFiles}
FROM ${runtime}
${base || final !== 'scratch' ? '' : copyScratch}COPY --from=build /out/ /app/
USER ${USER}
${exposed(ports)}ENTRYPOINT ["/app/${programs[0]}"]
`;
}
