{% if needs.postgres -%}
import type { Greetings } from '../greetings/greetings.ts';

{% endif -%}
/** What was done. */
export interface Report {
  /**
   * Whose work it was. It may be done twice, after a failure or by hand, and the second time changes nothing: what is written
   * is named by the day rather than by the time.
   */
  day: string;
  items: number;
}

{% if needs.postgres -%}
/** Does the work of a day. It shows the style; replace it with your own. */
export async function run(signal: AbortSignal, now: Date, greetings: Pick<Greetings, 'tidy'>): Promise<Report> {
  signal.throwIfAborted();
  return { day: now.toISOString().slice(0, 10), items: await greetings.tidy() };
}
{%- else -%}
/** Does the work of a day, item by item, and stops between two of them when it is told to end. Replace it with your own. */
export async function run(signal: AbortSignal, now: Date): Promise<Report> {
  const report = { day: now.toISOString().slice(0, 10), items: 0 };
  while (report.items < 3) {
    signal.throwIfAborted();
    await Promise.resolve();
    report.items++;
  }
  return report;
}
{%- endif %}
