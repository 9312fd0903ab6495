import type { Logger } from 'pino';
import type { Config } from '../core/config.ts';
import { openPostgres } from './postgres.ts';
import { openRedis } from './redis.ts';
import { openS3 } from './s3.ts';
import { openSqs } from './sqs.ts';
import { watch } from './watch.ts';

export { OK } from './watch.ts';
export type { States } from './watch.ts';

/**
 * Opens all that the service cannot work without, from the start of a program to its end. Nothing waits for it: a program
 * starts while what it needs is away, says so when it is asked whether it is ready, and goes on when it comes.
 */
export function openNeeds(config: Config, log: Logger) {
  const postgres = openPostgres(config.postgres);
  const redis = openRedis(config.redis);
  const sqs = openSqs(config.sqs);
  const s3 = openS3(config.s3);
  return {
    postgres: postgres.client,
    redis: redis.client,
    sqs: sqs.client,
    s3: s3.client,
    ...watch(
      {
        postgres,
        redis,
        sqs,
        s3,
      },
      log,
    ),
  };
}

export type Needs = ReturnType<typeof openNeeds>;
