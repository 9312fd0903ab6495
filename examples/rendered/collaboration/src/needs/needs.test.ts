import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { fromEnvironment } from '../core/config.ts';
import { OK, openNeeds } from './needs.ts';

const log = pino({ level: 'silent' });

/** An environment whose servers are all away: nothing listens on port 1. */
const nowhere = {
  POSTGRES_HOST: '127.0.0.1',
  POSTGRES_PORT: '1',
  POSTGRES_DB: 'none',
  POSTGRES_USER: 'nobody',
  POSTGRES_PASSWORD: 'none',
  REDIS_ADDR: '127.0.0.1:1',
  AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'nobody',
  AWS_SECRET_ACCESS_KEY: 'none',
  SQS_QUEUE: 'none',
  S3_ENDPOINT: 'http://127.0.0.1:1',
  S3_BUCKET: 'none',
  S3_ACCESS_KEY_ID: 'nobody',
  S3_SECRET_ACCESS_KEY: 'none',
};

/** Waits for what each need is to say. */
async function told(env: NodeJS.ProcessEnv, is: (state: string) => boolean): Promise<void> {
  const needs = openNeeds(fromEnvironment(env, {}), log);
  try {
    const since = Date.now();
    while (!Object.values(needs.states()).every(is)) {
      assert.ok(Date.now() - since < 30_000, JSON.stringify(needs.states()));
      await sleep(50);
    }
  } finally {
    await needs.close();
  }
}

it('starts while all that it needs is away, and says so', async () => {
  // The AWS library reads its variables itself.
  const before = { ...process.env };
  Object.assign(process.env, nowhere);
  try {
    await told(nowhere, state => state !== OK && state !== 'not asked yet');
  } finally {
    process.env = before;
  }
});

// With the servers that the environment names, where it says that tests may use them.
if (process.env.TEST_NEEDS) {
  it('finds all that it needs', () => told(process.env, state => state === OK));
}
