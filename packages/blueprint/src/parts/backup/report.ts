import type { RunReport } from '@slipway/model';

/** Shell that leaves a run report; values are shell words. */
export function report(
  kind: RunReport['slipway'],
  fields: { object: string; bytes: string; oldest?: string; count?: string },
): string {
  const { object, bytes, oldest, count } = fields;
  const format = [
    `"slipway":"${kind}"`,
    '"object":"%s"',
    '"bytes":%d',
    ...(oldest ? ['"oldest":"%s"'] : []),
    ...(count ? ['"count":%d'] : []),
  ].join(',');
  const values = [object, bytes, oldest, count].filter(Boolean);
  return `printf '{${format}}' ${values.join(' ')} > /dev/termination-log`;
}
