import type { Build } from '@slipway/model';

export type Final = NonNullable<Build['final']>;

/** What a Dockerfile is written from. */
export interface ImageInput {
  /** Images by key, as the platform sets them. */
  images: Record<string, string>;
  final: Final;
  /** A shared image that the final stage starts from instead. */
  base?: string;
  /** The programs in the image; the first is the one that it starts. */
  programs: string[];
  /** The ports that it listens on. */
  ports: number[];
  /** Whether it answers calls, whose definition is in api/. */
  calls: boolean;
}

/**
 * What the blueprint has to know of a runtime, in one place: how it is built, tested and run in a container, how a
 * change reaches a running one, and what people type.
 */
export interface RuntimeFacts {
  /** The final stages that it can have; the first is the usual one. */
  finals: readonly Final[];
  dockerfile(input: ImageInput): string;
  /** What it writes while it builds, for .dockerignore. */
  built: readonly string[];
  /** What the file of a program is called, where its name is no name for a file of this language. */
  fileOf?(program: string): string;
  /** How the container starts a program that is not the first of the image. */
  start(program: string): { command?: string[]; args?: string[] };
  live: {
    /** A change of these builds the image anew. */
    rebuild: readonly string[];
    /** The folder of the source in the container. */
    source: string;
    /** Run in the container after files were copied, where the process does not see them itself. */
    run?(programs: readonly string[]): string;
    /** How a container of the dev stage starts a program. */
    start(program: string): string[];
    /** The same for a job, which is to end. */
    once(program: string): string[];
  };
  /** What people type: command and, after it, what it does. */
  commands(program: string, port: number | undefined): [string, string][];
}

export const DOCKERFILE_HEAD = '# syntax=docker/dockerfile:1\n';

/** Whoever runs the image: nobody, and a number, so that Kubernetes can tell. */
export const USER = '65532:65532';

export function exposed(ports: readonly number[]): string {
  return ports.length ? `EXPOSE ${ports.join(' ')}\n` : '';
}

/** In the dev stage: starts what was built, again and again, so that ending it is starting the newest. */
export function devLoop(start: string): string {
  return `COPY --chmod=0755 <<'DEV' /usr/local/bin/dev
#!/bin/sh
trap 'kill -TERM "$pid" 2>/dev/null; wait "$pid"; exit 0' TERM INT
while :; do
  ${start} &
  pid=$!
  echo "$pid" > /tmp/server.pid
  wait "$pid"
  sleep 1
done
DEV
`;
}
