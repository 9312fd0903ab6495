import type { Logger } from 'pino';
import type { Config } from '../core/config.ts';
{%- if needs.kafka %}
import { openKafka } from './kafka.ts';
{%- endif %}
{%- if needs.postgres %}
import { openPostgres } from './postgres.ts';
{%- endif %}
{%- if needs.rabbitmq %}
import { openRabbitmq } from './rabbitmq.ts';
{%- endif %}
{%- if needs.redis %}
import { openRedis } from './redis.ts';
{%- endif %}
{%- if needs.s3 %}
import { openS3 } from './s3.ts';
{%- endif %}
{%- if needs.sqs %}
import { openSqs } from './sqs.ts';
{%- endif %}
import { watch } from './watch.ts';

export { OK } from './watch.ts';
export type { States } from './watch.ts';

/**
 * Opens all that the service cannot work without, from the start of a program to its end. Nothing waits for it: a program
 * starts while what it needs is away, says so when it is asked whether it is ready, and goes on when it comes.
 */
export function openNeeds(config: Config, log: Logger) {
{%- if needs.postgres %}
  const postgres = openPostgres(config.postgres);
{%- endif %}
{%- if needs.redis %}
  const redis = openRedis(config.redis);
{%- endif %}
{%- if needs.kafka %}
  const kafka = openKafka(config.kafka);
{%- endif %}
{%- if needs.rabbitmq %}
  const rabbitmq = openRabbitmq(config.rabbitmq);
{%- endif %}
{%- if needs.sqs %}
  const sqs = openSqs(config.sqs);
{%- endif %}
{%- if needs.s3 %}
  const s3 = openS3(config.s3);
{%- endif %}
  return {
{%- if needs.postgres %}
    postgres: postgres.client,
{%- endif %}
{%- if needs.redis %}
    redis: redis.client,
{%- endif %}
{%- if needs.kafka %}
    /** Writes to topics; a worker reads by a client of its own. */
    kafka: kafka.client,
{%- endif %}
{%- if needs.rabbitmq %}
    rabbitmq: rabbitmq.client,
{%- endif %}
{%- if needs.sqs %}
    sqs: sqs.client,
{%- endif %}
{%- if needs.s3 %}
    s3: s3.client,
{%- endif %}
    ...watch(
      {
{%- if needs.postgres %}
        postgres,
{%- endif %}
{%- if needs.redis %}
        redis,
{%- endif %}
{%- if needs.kafka %}
        kafka,
{%- endif %}
{%- if needs.rabbitmq %}
        rabbitmq,
{%- endif %}
{%- if needs.sqs %}
        sqs,
{%- endif %}
{%- if needs.s3 %}
        s3,
{%- endif %}
      },
      log,
    ),
  };
}

export type Needs = ReturnType<typeof openNeeds>;
