import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  Client,
  credentials,
  loadPackageDefinition,
  Metadata,
  status,
} from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { anyPort, linesOf } from './running';
import type { Started } from './running';

const { grpc, greetings } = loadPackageDefinition(
  loadSync(['health.proto', 'greetings.proto', 'reflection.proto'], {
    includeDirs: [join(__dirname, 'protos')],
    enums: String,
  }),
) as any;

const patience = 30_000;

/** What a program that speaks gRPC answers to calls and probes, and how it ends when it is told to. */
export async function called(
  { command, args, cwd, env }: Started,
  there: boolean,
) {
  const child = spawn(command, args, {
    cwd,
    env: { ...env, ...anyPort },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(child, 'exit');
    const ports = await portsOf(linesOf(child));
    const at = `127.0.0.1:${ports.calls}`;
    const insecure = credentials.createInsecure();
    const probes = new grpc.health.v1.Health(at, insecure);
    const callee = new greetings.v1.Greetings(at, insecure);
    const ask = (service: string) =>
      answered(probes, 'check', { service }).then(answer => answer.status);
    let ready = await ask('ready');
    // What is needed is asked in the program's own time.
    for (let again = 0; there && ready !== 'SERVING' && again < 150; again++) {
      await new Promise(resolve => {
        setTimeout(resolve, 200);
      });
      ready = await ask('ready');
    }
    const greet = (name: string) =>
      answered(callee, 'greet', { name }).then(
        answer => answer.message,
        ({ code }: ServiceError) => status[code],
      );
    const seen = {
      health: { '': await ask(''), ready },
      greeting: await greet('Ada'),
      nameless: await greet(''),
      told: await toldOf('greetings.v1.Greetings', at),
      counted: await countedAt(`http://127.0.0.1:${ports.metrics}/metrics`),
    };
    callee.close();
    probes.close();
    child.kill('SIGTERM');
    return { ...seen, ended: await ended };
  } finally {
    child.kill('SIGKILL');
  }
}

/** What a program answers to one call, with what a caller says of itself, or why it does not. */
export async function greeted(
  at: string,
  said: Record<string, string>,
): Promise<string> {
  const callee = new greetings.v1.Greetings(at, credentials.createInsecure());
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(said)) {
    metadata.set(name, value);
  }
  return new Promise<string>(resolve => {
    callee.greet(
      { name: 'Ada' },
      metadata,
      (error: ServiceError | null, answer: any) =>
        resolve(error ? error.message : answer.message),
    );
  }).finally(() => callee.close());
}

/** Whether tools such as grpcurl are told of a service, and of what is called in it; as they do, in the newer version of the protocol or the older. */
async function toldOf(service: string, at: string) {
  for (const version of ['v1', 'v1alpha']) {
    try {
      const { listServicesResponse } = await reflected(version, at, {
        listServices: '*',
      });
      const { fileDescriptorResponse } = await reflected(version, at, {
        fileContainingSymbol: service,
      });
      return {
        service: listServicesResponse.service.some(
          ({ name }: { name: string }) => name === service,
        ),
        method: Buffer.concat(
          fileDescriptorResponse.fileDescriptorProto,
        ).includes('GreetRequest'),
      };
    } catch (error) {
      if ((error as ServiceError).code !== status.UNIMPLEMENTED) {
        throw error;
      }
    }
  }
  return 'nothing';
}

/** What one question is answered; both versions of the protocol have the same messages. */
function reflected(version: string, at: string, asked: object): Promise<any> {
  const { requestSerialize, responseDeserialize } =
    grpc.reflection.v1.ServerReflection.service.ServerReflectionInfo;
  const client = new Client(at, credentials.createInsecure());
  return new Promise((resolve, reject) => {
    client
      .makeBidiStreamRequest(
        `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
        requestSerialize,
        responseDeserialize,
        { deadline: Date.now() + patience },
      )
      .on('data', resolve)
      .on('error', reject)
      .end(asked);
  }).finally(() => client.close());
}

/** A call that was refused may be counted just behind its answer. */
async function countedAt(metrics: string): Promise<string> {
  const read = async () => (await fetch(metrics)).text();
  let text = await read();
  for (
    let again = 0;
    !text.includes('InvalidArgument') && again < 50;
    again++
  ) {
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
    text = await read();
  }
  return text;
}

/** Both ports, in whatever order they are told. */
async function portsOf(said: ReturnType<typeof linesOf>) {
  const found: Record<string, string> = {};
  while (!found['serving calls'] || !found.serving) {
    const line = await said(['serving calls', 'serving']);
    found[line.msg] = line.address.split(':').pop();
  }
  return { calls: found['serving calls'], metrics: found.serving };
}

function answered(client: any, method: string, request: object): Promise<any> {
  return new Promise((resolve, reject) => {
    client[method](
      request,
      { deadline: Date.now() + patience },
      (error: ServiceError | null, answer: unknown) =>
        error ? reject(error) : resolve(answer),
    );
  });
}
