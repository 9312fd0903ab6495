import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromEnvironment } from './config.ts';

const program = { listen: { variable: 'PORT', port: 8080 }{% if queues.any %}, queue: true{% endif %} };
{%- if needs.any %}

/** What nobody else can know. */
const needed = Object.fromEntries(
  [
{%- if queues.any %}
    'QUEUE',
    'DEAD_LETTER_QUEUE',
{%- endif %}
{%- if queues.kafka %}
    'CONSUMER_GROUP',
{%- endif %}
{%- if needs.postgres %}
    ...['POSTGRES_HOST', 'POSTGRES_DB', 'POSTGRES_USER', 'POSTGRES_PASSWORD'],
{%- endif %}
{%- if needs.redis %}
    'REDIS_ADDR',
{%- endif %}
{%- if needs.kafka %}
    'KAFKA_BROKERS',
{%- endif %}
{%- if needs.rabbitmq %}
    'RABBITMQ_URL',
{%- endif %}
{%- if needs.sqs %}
    'SQS_QUEUE',
{%- endif %}
{%- if needs.s3 %}
    'S3_BUCKET',
{%- endif %}
  ].map(name => [name, 'there']),
);
{%- else %}
const needed = {};
{%- endif %}

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
{%- if needs.any %}

  it('tells all that is missing at once', () => {
    const missing = Object.keys(needed).map(name => `${name} is missing`);
    assert.throws(
      () => fromEnvironment({}, program),
      ({ message }: Error) => missing.every(line => message.split('\n').includes(line)),
    );
  });
{%- endif %}
});
