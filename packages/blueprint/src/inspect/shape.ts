import type { NeedType, Runtime, WorkloadType } from '@slipway/model';
import type { Dependency } from './dependencies';
import { pathsOf } from './found';
import type { Files, Seen } from './found';

type Built = Exclude<Runtime, 'container'>;

const languages: [Built, RegExp][] = [
  ['go', /^go\.mod$/],
  ['kotlin', /^(pom\.xml|build\.gradle(\.kts)?)$/],
  ['python', /^(pyproject\.toml|requirements\.txt|Pipfile)$/],
  ['node', /^package\.json$/],
];

/** What it is written in, as the files at the root of the service say. */
export function runtimeIn(
  files: Files,
  dependencies: readonly Dependency[],
): { runtime: Built; by: string } | undefined {
  for (const [runtime, pattern] of languages) {
    const [by] = pathsOf(files, pattern);
    if (by) {
      const next = dependencies.some(
        one => one.name === 'next' && one.by === 'package.json',
      );
      return { runtime: runtime === 'node' && next ? 'nextjs' : runtime, by };
    }
  }
  return undefined;
}

const frameworks: [WorkloadType, RegExp][] = [
  ['web', /^next$/],
  [
    'grpc',
    /^(@grpc\/grpc-js|nice-grpc|google\.golang\.org\/grpc|grpcio|grpc-netty(-shaded)?|grpc-kotlin-stub)$/,
  ],
  [
    'realtime',
    /^(ws|socket\.io|github\.com\/(gorilla|coder)\/websocket|nhooyr\.io\/websocket|websockets|python-socketio|ktor-server-websockets(-jvm)?)$/,
  ],
  [
    'http',
    /^(express|fastify|koa|hono|@nestjs\/core|@hapi\/hapi|github\.com\/(gin-gonic\/gin|labstack\/echo(\/v\d+)?|gofiber\/fiber(\/v\d+)?|go-chi\/chi(\/v\d+)?|gorilla\/mux)|fastapi|flask|django|starlette|aiohttp|spring-boot-starter-web(flux)?|ktor-server-(core|netty)(-jvm)?|quarkus-rest|micronaut-http-server-netty)$/,
  ],
];

const queues: readonly NeedType[] = ['kafka', 'rabbitmq', 'sqs'];

/** How it is used: by its frameworks, else by what it listens on, else by what it reads from. */
export function shapeOf(
  files: Files,
  dependencies: readonly Dependency[],
  needs: readonly NeedType[],
  port: number | undefined,
): { type: WorkloadType; seen?: Seen } {
  for (const [type, pattern] of frameworks) {
    const one = dependencies.find(({ name }) => pattern.test(name));
    // A service that only calls others by gRPC has the library and no definition of its own.
    const serves = type !== 'grpc' || pathsOf(files, /\.proto$/).length > 0;
    if (one && serves) {
      return { type, seen: { what: one.name, by: one.by } };
    }
  }
  const reads = port === undefined && needs.some(need => queues.includes(need));
  return { type: reads ? 'worker' : 'http' };
}
