import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:http2';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { greeted } from './calling';
import { database } from './database';
import { operation, operationOf } from './operating';
import type { Shape } from './rendered';
import { begun } from './running';
import type { Started } from './running';
import { until } from './until';

/** A request that is under way until it is let go. */
interface Held {
  answer: Promise<unknown>;
  letGo(): Promise<void>;
}

const GREETING = 'Hello, Ada';
const QUERY = '{ greeting(name: "Ada") { message } }';

/** Long enough for half of a request to come in, and for who drops requests to do so. */
const MOMENT = 500;

/** How each shape is asked, and what it says where all goes well. */
const greetings: Partial<Record<Shape, (port: string) => Promise<unknown>>> = {
  async http(port) {
    const path = '/v1/greetings/Ada';
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return ((await answer.json()) as any).message;
  },
  grpc: port => greeted(`127.0.0.1:${port}`, {}),
  graphql: async port =>
    (await operation(`http://127.0.0.1:${port}`, QUERY)).data?.greeting.message,
};

/** The same, of callers who take their time over the second half of what they ask. Of others a request has no second half. */
const slowly: Partial<Record<Shape, (port: string) => Promise<Held>>> = {
  async grpc(port) {
    const session = connect(`http://127.0.0.1:${port}`);
    const call = session.request({
      ':method': 'POST',
      ':path': '/greetings.v1.Greetings/Greet',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    // Not compressed, five bytes, of which the first field has three.
    const asked = Buffer.from('\0\0\0\0\x05\n\x03Ada');
    call.write(asked.subarray(0, 7));
    const answer = text(call).then(said => said.slice(7));
    return {
      answer: answer.finally(() => session.close()),
      letGo: async () => void call.end(asked.subarray(7)),
    };
  },
  async graphql(port) {
    const { method, headers, body } = operationOf(QUERY);
    const call = request(`http://127.0.0.1:${port}/graphql`, {
      method,
      headers: { ...headers, 'content-length': body.length },
    });
    const answer = once(call, 'response').then(
      async ([response]: IncomingMessage[]) =>
        JSON.parse(await text(response)).data?.greeting.message,
    );
    call.write(body.slice(0, 7));
    return { answer, letGo: async () => void call.end(body.slice(7)) };
  },
};

/** What is asked is held up by a lock of the database. */
async function lockedOut(
  shape: Shape,
  variables: Record<string, string>,
  port: string,
): Promise<Held> {
  const { holdsUp, letGo } = await database(variables).lock('greetings');
  const answer = greetings[shape]!(port);
  // It is awaited in the end.
  answer.catch(() => {});
  await until(holdsUp);
  return { answer, letGo };
}

/** Whether a request can be held up in a cell: its database is there, or whoever asks can take their time. */
export function canBeHeldUp(shape: Shape, stores: boolean): boolean {
  return (stores ? greetings : slowly)[shape] !== undefined;
}

/** What a request is answered that is under way when the program is told to end, and how that ends. */
export async function answeredWhileEnding(
  started: Started,
  shape: Shape,
  variables: Record<string, string>,
) {
  const program = begun(started);
  try {
    const port = await program.serving(shape);
    // Who has never answered may still be loading itself while the request waits outside.
    await until(async () => (await greetings[shape]!(port)) === GREETING);
    const { answer, letGo } = variables.POSTGRES_HOST
      ? await lockedOut(shape, variables, port)
      : await slowly[shape]!(port);
    const said = answer.catch(String);
    await pause(MOMENT);
    program.end();
    await until(async () =>
      program.lines.some(({ msg }) => msg.startsWith('draining')),
    );
    await pause(MOMENT);
    await letGo();
    return { said: await said, ended: (await program.ended).ended };
  } finally {
    program.end();
  }
}

/** What `answeredWhileEnding` is to see. */
export const wholeAnswer = { said: GREETING, ended: [0, null] };
