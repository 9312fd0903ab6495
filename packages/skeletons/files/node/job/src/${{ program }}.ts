import { SpanStatusCode, trace } from '@opentelemetry/api';
import { main } from './core/program.ts';
{%- if needs.postgres %}
import { greetingsIn } from './greetings/greetings.ts';
import { migrate } from './needs/migrate.ts';
import { migrations } from './needs/migrations.ts';
{%- endif %}
{%- if needs.any %}
import { openNeeds } from './needs/needs.ts';
{%- endif %}
import { run } from './task/task.ts';

// Ends with 0 when the work is done, with 1 when it makes sense to try again, and with 2 when its environment cannot be used.
await main({}, (signal, {% if needs.any %}config{% else %}_config{% endif %}, log) =>
  trace.getTracer('${{ name }}').startActiveSpan('${{ program }}', async span => {
{%- if needs.any %}
    const needs = openNeeds(config, log);
{%- endif %}
    try {
{%- if needs.postgres %}
      await migrate(needs.postgres, migrations);
{%- endif %}
      log.info(await run(signal, new Date(){% if needs.postgres %}, greetingsIn(needs.postgres){% endif %}), 'done');
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      span.end();
{%- if needs.any %}
      await needs.close();
{%- endif %}
    }
  }),
);
