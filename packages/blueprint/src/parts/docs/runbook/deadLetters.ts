import { labels } from '@slipway/model';
import type { NeedType } from '@slipway/model';
import type {
  EnvironmentContext,
  RenderContext,
  WorkloadContext,
} from '../../../context';
import { readersOf } from '../../needs/queue';

const called: Partial<Record<NeedType, string>> = {
  kafka: 'topic',
  redis: 'list',
};

export function deadLetters(
  ctx: RenderContext,
  environment: EnvironmentContext,
): string {
  const reading = readersOf(ctx, environment);
  return reading.length
    ? `## Dead letters

A message that can never succeed, or failed five times, is laid aside, so that the others go on. The log says why it was:

${reading
  .map(({ workload }) => `    ${logsOf(ctx, environment, workload)}\n`)
  .join('')}
It lies where nothing reads it but people:

${reading
  .map(
    ({ workload, need, dead }) =>
      `- ${workload.name}: in the ${
        called[need.type] ?? 'queue'
      } \`${dead}\` of ${need.name}\n`,
  )
  .join('')}
Mend the cause first. Then put what is still wanted back where it came from, and delete the rest.
`
    : '';
}

function logsOf(
  ctx: RenderContext,
  { namespace }: EnvironmentContext,
  { name }: WorkloadContext,
): string {
  return `kubectl -n ${namespace} logs -l ${labels.workload}=${name},${labels.service}=${ctx.name} --tail=-1 --since=24h | grep buried`;
}
