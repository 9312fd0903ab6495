import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { anyPort, linesOf } from './running';
import type { Started } from './running';

/** How an operation is asked over HTTP. */
export function operationOf(query: string) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  };
}

/** What a subgraph answers to an operation. */
export async function operation(at: string, query: string): Promise<any> {
  const answer = await fetch(`${at}/graphql`, operationOf(query));
  return answer.json();
}

/** What a subgraph answers to its callers and to the router, what it counts, and how it ends when it is told to. */
export async function operated({ command, args, cwd, env }: Started) {
  const child = spawn(command, args, {
    cwd,
    env: { ...env, ...anyPort },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(child, 'exit');
    const { address } = await linesOf(child)('serving');
    const at = `http://127.0.0.1:${address.split(':').pop()}`;
    const ask = (query: string) => operation(at, query);
    const greeted = await ask(
      'query Greet { greeting(name: "Ada") { message } }',
    );
    const { data } = await ask('{ _service { sdl } }');
    const all = await ask('{ __schema { queryType { name } } }');
    const metrics = await (await fetch(`${at}/metrics`)).text();
    child.kill('SIGTERM');
    return {
      greeting:
        greeted.data?.greeting?.message ?? greeted.errors[0].extensions.code,
      sdl: data._service.sdl,
      introspected: all.data ?? 'refused',
      counted: metrics.match(/^graphql_operations_total\{.*"Greet".*/m)?.[0],
      ended: await ended,
    };
  } finally {
    child.kill('SIGKILL');
  }
}
