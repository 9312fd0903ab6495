import { pathsOf, textOf } from './found';
import type { Files } from './found';

export interface FoundDockerfile {
  path: string;
  port?: number;
  /** One that a process without rights cannot listen on. */
  privilegedPort?: number;
  user?: string;
}

/** How the image is made today: the Dockerfile that lies nearest to the root. */
export function dockerfileOf(files: Files): FoundDockerfile | undefined {
  const [path] = pathsOf(files, /(^|\/)(Dockerfile|Containerfile)$/);
  if (path === undefined) {
    return undefined;
  }
  const text = textOf(files, path)!;
  const ports = [...text.matchAll(/^\s*EXPOSE\s+(.+)$/gim)]
    .flatMap(([, list]) => list.trim().split(/\s+/))
    .map(one => Number(one.replace(/\/tcp$/i, '')))
    .filter(one => Number.isInteger(one) && one > 0 && one < 65536);
  const said = /^\s*ENV\s+(?:.*\s)?PORT[= ](\d{2,5})\b/im.exec(text);
  const port = ports.at(-1) ?? (said ? Number(said[1]) : undefined);
  // The last one counts, unless a stage comes behind it.
  const last = text.split(/^\s*FROM\s/im).at(-1) ?? '';
  const user = [...last.matchAll(/^\s*USER\s+(\S+)/gim)].at(-1)?.[1];
  return {
    path,
    ...(port === undefined ? {} : listening(port)),
    ...(user ? { user } : {}),
  };
}

function listening(port: number) {
  return port < 1024 ? { privilegedPort: port } : { port };
}
