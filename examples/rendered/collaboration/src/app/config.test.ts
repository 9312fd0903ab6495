import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromEnvironment } from './config.ts';

const listen = { variable: 'PORT', port: 8080 };

describe('the configuration', () => {
  it('has defaults', () => {
    assert.deepEqual(fromEnvironment({}, listen), { port: 8080, logLevel: 'info', shutdownTimeout: 20_000 });
  });

  it('is read from the environment', () => {
    const env = { PORT: '9000', LOG_LEVEL: 'debug', SHUTDOWN_TIMEOUT: '1s' };
    assert.deepEqual(fromEnvironment(env, listen), { port: 9000, logLevel: 'debug', shutdownTimeout: 1000 });
  });

  it('tells all that is wrong at once', () => {
    const env = { PORT: 'http', LOG_LEVEL: 'loud', SHUTDOWN_TIMEOUT: '-1s' };
    assert.throws(() => fromEnvironment(env, listen), /PORT is "http"[^]*LOG_LEVEL is "loud"[^]*SHUTDOWN_TIMEOUT is "-1s"/);
  });
});
