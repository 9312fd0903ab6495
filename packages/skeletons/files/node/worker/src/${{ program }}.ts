import { main } from './core/program.ts';
import { createServer, serveUntil } from './core/server.ts';
{%- if needs.postgres %}
import { greetingsIn } from './greetings/greetings.ts';
{%- endif %}
{%- if needs.any %}
import { openNeeds } from './needs/needs.ts';
{%- endif %}
{%- if not queue %}
import { every } from './work/every.ts';
{%- endif %}
import { {% if needs.postgres %}handler{% else %}handle{% endif %} } from './work/handle.ts';
{%- if queue == "kafka" %}
import { kafkaQueue } from './work/kafka.ts';
{%- elif queue == "rabbitmq" %}
import { rabbitmqQueue } from './work/rabbitmq.ts';
{%- elif queue == "redis" %}
import { redisQueue } from './work/redis.ts';
{%- elif queue == "sqs" %}
import { sqsQueue } from './work/sqs.ts';
{%- endif %}
import { worker } from './work/work.ts';

// Works until it is told to end, and is asked for its health meanwhile. What is under way is finished first.
await main({ listen: { variable: 'METRICS_PORT', port: ${{ port }} }{% if queue %}, queue: true{% endif %} }, async (signal, config, log) => {
{%- if needs.any %}
  const needs = openNeeds(config, log);
{%- endif %}
{%- if queue == "kafka" %}
  const queue = kafkaQueue(config, needs.kafka);
{%- elif queue == "rabbitmq" %}
  const queue = rabbitmqQueue(needs.rabbitmq, config.queue, config.deadLetters);
{%- elif queue == "redis" %}
  const queue = redisQueue(needs.redis, config.queue, config.deadLetters);
{%- elif queue == "sqs" %}
  const queue = sqsQueue(needs.sqs, config.queue, config.deadLetters);
{%- else %}
  const queue = every(60_000);
{%- endif %}
{%- if needs.postgres %}
  const handle = handler(greetingsIn(needs.postgres));
{%- endif %}
  const server = createServer(log{% if needs.any %}, needs.states{% endif %});
  const work = worker({ queue, handle, registry: server.registry, log });
  const worked = new AbortController();
  const unasked = new AbortController();
  await Promise.all([
    // Where nobody can ask how the worker is, it ends as well.
    serveUntil(worked.signal, server, config).finally(() => unasked.abort()),
    work(AbortSignal.any([signal, unasked.signal])).finally(() => worked.abort()),
  ]){% if needs.any %}.finally(async () => {
{%- if queue %}
    await queue.close();
{%- endif %}
    await needs.close();
  }){% endif %};
});
