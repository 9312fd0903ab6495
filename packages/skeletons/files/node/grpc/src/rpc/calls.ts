import { once } from 'node:events';
import { join } from 'node:path';
import { Server as Calls, ServerCredentials } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';
import type { Logger } from 'pino';
import type { Server } from '../core/server.ts';
import { observer } from './observe.ts';

/** What it answers is defined in these files. */
const DEFINITIONS = ['greetings/v1/greetings.proto'];
const includeDirs = [join(import.meta.dirname, '../../api')];

/** A server of calls, which counts and tells them. */
export function createCalls({ registry }: Server, log: Logger): Calls {
  const calls = new Calls({
    interceptors: [observer(registry, log)],
    // Callers keep their connection; without an end to it they would never find a replica that came later.
    'grpc.max_connection_age_ms': 300_000,
    'grpc.max_connection_age_grace_ms': 60_000,
  });
  // Tools such as grpcurl ask what can be called.
  new ReflectionService(loadSync(DEFINITIONS, { includeDirs })).addToServer(calls);
  return calls;
}

/**
 * Answers calls until the signal comes, then lets those under way finish, for as long as the timeout. The cluster is told
 * by gRPC's own protocol: of no service in particular that the process serves, of `ready` that it wants calls.
 */
export async function serveCalls(
  signal: AbortSignal,
  calls: Calls,
  server: Server,
  { callsPort, shutdownTimeout }: { callsPort: number; shutdownTimeout: number },
): Promise<void> {
  const health = new HealthImplementation({ '': 'SERVING', ready: 'NOT_SERVING' });
  health.addToServer(calls);
  const port = await bound(calls, `[::]:${callsPort}`);
  server.app.log.info({ address: `[::]:${port}` }, 'serving calls');
  const tell = () => health.setStatus('ready', server.isReady() ? 'SERVING' : 'NOT_SERVING');
  const telling = setInterval(tell, 500);
  if (!signal.aborted) {
    await once(signal, 'abort');
  }
  server.ready = false;
  tell();
  clearInterval(telling);
  server.app.log.info({ timeout_ms: shutdownTimeout }, 'draining calls');
  const late = await new Promise<boolean>(resolve => {
    const timer = setTimeout(() => {
      calls.forceShutdown();
      resolve(true);
    }, shutdownTimeout);
    calls.tryShutdown(() => {
      clearTimeout(timer);
      resolve(false);
    });
  });
  if (late) {
    throw new Error(`calls were still running after ${shutdownTimeout} ms`);
  }
}

function bound(calls: Calls, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    calls.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port)));
  });
}
