import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { greeted } from './calling';
import { ports } from './rendered';
import type { Shape } from './rendered';
import { begun } from './running';
import type { Started } from './running';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';
const traceparent = `00-${traceId}-${parentId}-01`;

/** What is asked of a shape, so that a line of its log belongs to the caller's trace. */
const paths: Partial<Record<Shape, string>> = {
  http: '/v1/greetings/Ada',
  graphql: '/graphql',
  realtime: '/v1/rooms/lobby',
  web: '/greetings?name=Ada',
};

/** Takes what is told over OTLP, as long as something runs. */
async function collecting<T>(
  listener: RequestListener,
  act: (variables: Record<string, string>) => Promise<T>,
): Promise<T> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await act({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=elsewhere',
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Asks a program that waits to be asked. Others do their work without. */
async function ask(shape: Shape, port: string): Promise<void> {
  if (shape === 'grpc') {
    await greeted(`127.0.0.1:${port}`, { traceparent });
  } else if (paths[shape]) {
    await fetch(`http://127.0.0.1:${port}${paths[shape]}`, {
      headers: { traceparent },
    });
  }
}

/** What a collector hears of a program, and what the program's log says of the same. */
export async function traced(started: Started, shape: Shape) {
  const told: Buffer[] = [];
  const listen: RequestListener = async (request, response) => {
    if (request.url === '/v1/traces') {
      told.push(...(await request.toArray()));
    }
    response.end();
  };
  return collecting(listen, async variables => {
    const program = begun(started, variables);
    if (ports[shape]) {
      await ask(shape, await program.serving(shape));
      program.end();
    }
    const { lines, ended } = await program.ended;
    const line = lines.find(one =>
      ports[shape] ? one.trace_id === traceId : one.msg === 'done',
    );
    // As bytes in protobuf, and as text in JSON.
    const all = Buffer.concat(told);
    const hears = (id = 'none') =>
      all.includes(Buffer.from(id, 'hex')) || all.includes(id);
    return {
      line,
      hears: {
        trace: hears(line?.trace_id),
        span: hears(line?.span_id),
        parent: hears(parentId),
        service: all.includes('payments'),
        attribute: all.includes('elsewhere'),
      },
      ended,
    };
  });
}

/** How a program fares whose collector takes what it is told and never answers. */
export async function heldUp(started: Started, shape: Shape) {
  return collecting(
    () => {},
    async variables => {
      const program = begun(started, { ...variables, SHUTDOWN_TIMEOUT: '2s' });
      if (ports[shape]) {
        const port = await program.serving(shape);
        for (let again = 0; again < 5; again += 1) {
          await ask(shape, port);
        }
        program.end();
      }
      const { lines, ended } = await program.ended;
      const complaints = lines.filter(line =>
        /spans?\b|traces|export/i.test(JSON.stringify(line)),
      );
      return { complaints, ended };
    },
  );
}
