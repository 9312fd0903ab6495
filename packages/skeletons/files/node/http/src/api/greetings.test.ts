import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fastify } from 'fastify';
import { registerApi } from './greetings.ts';

{% if needs.postgres -%}
/** Keeps greetings while a test runs. */
function memory() {
  const kept = new Map<string, string>();
  return {
    message: (name: string) => Promise.resolve(kept.get(name)),
    put: (name: string, message: string) => Promise.resolve(void kept.set(name, message)),
  };
}

{% endif -%}
describe('greetings', () => {
  const app = fastify({ routerOptions: { maxParamLength: 500 } });
  registerApi(app{% if needs.postgres %}, memory(){% endif %});

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
{%- if needs.postgres %}

  it('are kept', async () => {
    const put = (payload: object) => app.inject({ method: 'PUT', url: '/v1/greetings/Eve', payload });
    assert.equal((await put({ message: 'Good morning' })).statusCode, 200);
    assert.deepEqual((await app.inject({ url: '/v1/greetings/Eve' })).json(), { message: 'Good morning' });
    for (const wrong of [{}, { message: '' }, { message: 'a'.repeat(101) }]) {
      assert.equal((await put(wrong)).statusCode, 400);
    }
  });
{%- endif %}
});
