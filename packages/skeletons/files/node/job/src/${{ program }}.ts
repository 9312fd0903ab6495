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
await main({}, async (signal, {% if needs.any %}config{% else %}_config{% endif %}, log) => {
{%- if needs.any %}
  const needs = openNeeds(config, log);
  try {
{%- if needs.postgres %}
    await migrate(needs.postgres, migrations);
    log.info(await run(signal, new Date(), greetingsIn(needs.postgres)), 'done');
{%- else %}
    log.info(await run(signal, new Date()), 'done');
{%- endif %}
  } finally {
    await needs.close();
  }
{%- else %}
  log.info(await run(signal, new Date()), 'done');
{%- endif %}
});
