import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import { pause } from './pause.ts';
import type { Wait } from './pause.ts';

/** A piece of work that waits. */
export interface Message {
  id: string;
  body: string;
  /** Counts from 1. */
  attempt: number;
  /** What its sender said of it, such as the trace that it belongs to. */
  headers?: Record<string, unknown>;
}

/**
 * Hands out messages. One that is neither done, nor put back, nor buried, because the process died over it, is handed out
 * again by the queue itself.
 */
export interface Queue {
  /** Waits for a message; nothing once the signal has come. */
  receive(signal: AbortSignal): Promise<Message | undefined>;
  done(message: Message): Promise<void>;
  retry(message: Message, after: number): Promise<void>;
  /** Puts a message where a person looks at it. */
  bury(message: Message, reason: unknown): Promise<void>;
  /** Ends what was opened to read; what was handed out and not settled is handed out again. */
  close(): Promise<void>;
}

/** What no further attempt would mend. */
export class UselessError extends Error {}

export const ATTEMPTS = 5;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

export interface Work {
  queue: Queue;
  handle: (message: Message) => Promise<void>;
  registry: Registry;
  log: Logger;
  wait?: Wait;
}

/**
 * Takes messages one after the other, and never loses one. The one under way is finished, and said to be. A queue that is
 * away is asked again, less and less often: to end and be started anew would mend nothing, and readiness tells it meanwhile.
 */
export function worker({ queue, handle, registry, log, wait = pause }: Work): (signal: AbortSignal) => Promise<void> {
  const messages = new Counter({
    name: 'messages_total',
    help: 'Messages worked on.',
    labelNames: ['result'],
    registers: [registry],
  });
  // At nought from the start: in a counter that is first heard of with its first count nobody sees a rise.
  messages.inc({ result: 'buried' }, 0);
  const durations = new Histogram({
    name: 'message_duration_seconds',
    help: 'How long it took.',
    labelNames: ['result'],
    registers: [registry],
  });

  /** Goes on with the trace of who sent the message. */
  async function workOn(message: Message): Promise<void> {
    const sender = propagation.extract(context.active(), message.headers ?? {});
    const attributes = { 'messaging.message.id': message.id, attempt: message.attempt };
    const tracer = trace.getTracer('xeo-board');
    await tracer.startActiveSpan('process message', { kind: SpanKind.CONSUMER, attributes }, sender, async span => {
      const failure = await tried(message);
      if (failure instanceof Error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
      }
      span.end();
    });
  }

  /** Works on a message, and says what became of it; why, where it was not done. */
  async function tried(message: Message): Promise<unknown> {
    const start = performance.now();
    let reason: unknown;
    try {
      await handle(message);
    } catch (error) {
      reason = error;
    }
    const result = resultOf(message, reason);
    const settle = {
      done: () => queue.done(message),
      buried: () => queue.bury(message, reason),
      retried: () => queue.retry(message, backOff(message.attempt)),
    }[result];
    // Where the queue does not hear it, it hands the message out again: work may come twice, and is never lost.
    const unheard: unknown = await settle().then(
      () => undefined,
      (error: unknown) => error,
    );
    const seconds = (performance.now() - start) / 1000;
    messages.inc({ result });
    durations.observe({ result }, seconds);
    const error = reason ?? unheard;
    const said = { id: message.id, attempt: message.attempt, result, duration_ms: Math.round(seconds * 1000), error };
    log[levelOf(result, error)](said, 'message');
    return error;
  }

  return async signal => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        const message = await queue.receive(signal);
        failures = 0;
        if (message) {
          await workOn(message);
        }
      } catch (error) {
        failures++;
        log.warn({ error, failures }, 'the queue does not answer');
        await wait(backOff(failures), signal);
      }
    }
  };
}

function resultOf({ attempt }: Message, reason: unknown): 'done' | 'buried' | 'retried' {
  if (reason === undefined) {
    return 'done';
  }
  return reason instanceof UselessError || attempt >= ATTEMPTS ? 'buried' : 'retried';
}

function levelOf(result: 'done' | 'buried' | 'retried', error: unknown): 'info' | 'warn' | 'error' {
  if (result === 'buried') {
    return 'error';
  }
  return error === undefined ? 'info' : 'warn';
}

/** Doubles from attempt to attempt. */
export function backOff(attempt: number): number {
  return Math.min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT);
}
