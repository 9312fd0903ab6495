import type { EnvironmentContext, RenderContext } from '../../context';
import { readersOf } from '../needs/queue';
import type { Alert } from './alerts';
import { ownSeries } from './measures';

/** Nothing is broken: a person is to look at a message. */
export function buried(
  ctx: RenderContext,
  environment: EnvironmentContext,
): Alert[] {
  return readersOf(ctx, environment)
    .filter(({ workload }) => workload.metrics)
    .map(({ workload, dead }) => ({
      alert: 'MessagesBuried',
      expr: `sum(increase(messages_total{${ownSeries(
        ctx,
        environment,
        workload,
      )},result="buried"}[1h])) > 0`,
      for: '0m',
      severity: 'ticket' as const,
      summary: `${workload.objectName} in ${environment.name} laid messages aside in ${dead}`,
      runbook: 'dead-letters',
      about: { workload: workload.name },
    }));
}
