import assert from 'node:assert/strict';
import { it } from 'node:test';
import { run } from './task.ts';

const { signal } = new AbortController();

{% if needs.postgres -%}
/** So many greetings say nothing. */
function useless(count: number) {
  return { tidy: () => Promise.resolve(count).finally(() => (count = 0)) };
}

it('does the same work on the same day', async () => {
  const greetings = useless(2);
  assert.deepEqual(await run(signal, new Date('2026-11-21T03:00:00Z'), greetings), { day: '2026-11-21', items: 2 });
  assert.deepEqual(await run(signal, new Date('2026-11-21T23:00:00Z'), greetings), { day: '2026-11-21', items: 0 });
});

it('does nothing once it was told to end', async () => {
  await assert.rejects(run(AbortSignal.abort(), new Date(), useless(1)), { name: 'AbortError' });
});
{%- else -%}
it('does the same work on the same day', async () => {
  const first = await run(signal, new Date('2026-11-21T03:00:00Z'));
  assert.deepEqual(first, { day: '2026-11-21', items: 3 });
  assert.deepEqual(await run(signal, new Date('2026-11-21T23:00:00Z')), first);
});

it('stops between two items', async () => {
  await assert.rejects(run(AbortSignal.abort(), new Date()), { name: 'AbortError' });
});
{%- endif %}
