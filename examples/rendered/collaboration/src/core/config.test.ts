import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromEnvironment } from './config.ts';

const program = { listen: { variable: 'PORT', port: 8080 }, queue: true };

/** What nobody else can know. */
const needed = Object.fromEntries(
  [
    'QUEUE',
    'DEAD_LETTER_QUEUE',
    ...['POSTGRES_HOST', 'POSTGRES_DB', 'POSTGRES_USER', 'POSTGRES_PASSWORD'],
    'REDIS_ADDR',
    'SQS_QUEUE',
    'S3_BUCKET',
  ].map(name => [name, 'there']),
);

describe('the configuration', () => {
  it('has defaults', () => {
    const { port, logLevel, shutdownTimeout } = fromEnvironment(needed, program);
    assert.deepEqual({ port, logLevel, shutdownTimeout }, { port: 8080, logLevel: 'info', shutdownTimeout: 20_000 });
  });

  it('is read from the environment', () => {
    const env = { ...needed, PORT: '9000', LOG_LEVEL: 'debug', SHUTDOWN_TIMEOUT: '1s' };
    const { port, logLevel, shutdownTimeout } = fromEnvironment(env, program);
    assert.deepEqual({ port, logLevel, shutdownTimeout }, { port: 9000, logLevel: 'debug', shutdownTimeout: 1000 });
  });

  it('tells all that is wrong at once', () => {
    const env = { ...needed, PORT: 'http', LOG_LEVEL: 'loud', SHUTDOWN_TIMEOUT: '-1s' };
    assert.throws(() => fromEnvironment(env, program), /PORT is "http"[^]*LOG_LEVEL is "loud"[^]*SHUTDOWN_TIMEOUT is "-1s"/);
  });

  it('tells all that is missing at once', () => {
    const missing = Object.keys(needed).map(name => `${name} is missing`);
    assert.throws(
      () => fromEnvironment({}, program),
      ({ message }: Error) => missing.every(line => message.split('\n').includes(line)),
    );
  });
});
