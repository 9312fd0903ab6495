import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Layer } from './build';
import { numbersOf } from './build';
import { enter } from './chamber';
import { told } from './container';
import type { Start } from './container';
import type { ImageConfig } from './dockerfile';
import { Running } from './running';

/** What is wrong with a container of an image: how it starts, what it answers, and how it ends when it is told to. */
export async function problemsOf(
  start: Start,
  layer: Layer,
  image: ImageConfig,
): Promise<string[]> {
  const { container } = start;
  const free = await Promise.all((container.ports ?? []).map(freePort));
  const { variables, health } = told(container, free);
  const args = [
    ...(container.command ?? image.Entrypoint ?? []),
    ...(container.args ?? (container.command ? [] : image.Cmd ?? [])),
  ];
  const program = new Running(
    await started(start, layer, image, args, variables),
  );
  const problem = await (start.kind === 'CronJob'
    ? program.works()
    : program.serves(health, start.grace)
  ).finally(() => program.end());
  return problem ? [`${container.name} (${args.join(' ')}) ${problem}`] : [];
}

function started(
  start: Start,
  { folder, base }: Layer,
  image: ImageConfig,
  args: string[],
  variables: Record<string, string>,
): Promise<ChildProcess> {
  const [uid, gid] = numbersOf(image.User);
  const its = (image.Env ?? []).map(one => one.split(/=([^]*)/, 2));
  return enter(
    {
      root: folder,
      binds: base?.binds ?? [],
      memory: [...(base?.memory ?? []), ...start.memory],
      readonly: start.readonly,
    },
    {
      args,
      env: { HOME: '/', ...Object.fromEntries(its), ...variables },
      cwd: image.WorkingDir || '/',
      uid: start.uid ?? uid,
      gid: start.gid ?? gid,
    },
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
