import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fastify } from 'fastify';
import { registerApi } from './greetings.ts';

describe('greetings', () => {
  const app = fastify({ routerOptions: { maxParamLength: 500 } });
  registerApi(app);

  for (const [what, name, status, body] of [
    ['greets by name', 'Ada', 200, '{"message":"Hello, Ada"}'],
    ['takes any alphabet', encodeURIComponent('Łukasz'), 200, '{"message":"Hello, Łukasz"}'],
    ['refuses an endless one', 'a'.repeat(101), 400, 'must NOT have more than 100 characters'],
  ] as const) {
    it(what, async () => {
      const answer = await app.inject({ url: `/v1/greetings/${name}` });
      assert.equal(answer.statusCode, status);
      assert.ok(answer.body.includes(body), answer.body);
    });
  }
});
