import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { logging } from '../core/log.ts';
import { createServer } from '../core/server.ts';
import { registerApi } from './greetings.ts';

/** A server, and what it logs. */
function told() {
  const lines: string[] = [];
  const { app } = createServer(pino(logging, { write: line => void lines.push(line) }));
  return { app, lines };
}

describe('greetings', () => {
  const { app, lines } = told();
  registerApi(app);
  app.get('/broken', () => Promise.reject(new Error('a secret')));

  for (const [what, name, status, body] of [
    ['greets by name', 'Ada', 200, '{"message":"Hello, Ada"}'],
    ['takes any alphabet', encodeURIComponent('Łukasz'), 200, '{"message":"Hello, Łukasz"}'],
    ['takes as many characters of it', encodeURIComponent('Ł'.repeat(100)), 200, '"message":"Hello, ŁŁ'],
    ['refuses an endless one', 'a'.repeat(101), 400, 'must NOT have more than 100 characters'],
  ] as const) {
    it(what, async () => {
      const answer = await app.inject({ url: `/v1/greetings/${name}` });
      assert.equal(answer.statusCode, status);
      assert.ok(answer.body.includes(body), answer.body);
    });
  }

  it('tell problems, and nothing of what fails inside', async () => {
    for (const [url, status, title] of [
      ['/broken', 500, 'Internal Server Error'],
      ['/nowhere', 404, 'Not Found'],
    ] as const) {
      const answer = await app.inject({ url });
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
      assert.deepEqual(answer.json(), { title, status });
    }
    assert.match(lines.join(''), /a secret/);
  });
});
