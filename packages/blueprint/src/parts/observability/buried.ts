import type { EnvironmentContext, RenderContext } from '../../context';
import { runtimeOf } from '../../runtimes';
import { deadLettersOf, queueOf } from '../needs/queue';
import type { Alert } from './alerts';
import { ownSeries } from './measures';

/** Only the workers that Slipway writes are known to count it. Nothing is broken: a person is to look at a message. */
export function buried(
  ctx: RenderContext,
  environment: EnvironmentContext,
): Alert[] {
  return environment.workloads.flatMap(workload => {
    const read = queueOf(ctx, environment, workload);
    if (!read || !workload.metrics || !runtimeOf(ctx.service.spec.runtime)) {
      return [];
    }
    const own = ownSeries(ctx, environment, workload);
    return [
      {
        alert: 'MessagesBuried',
        expr: `sum(increase(messages_total{${own},result="buried"}[1h])) > 0`,
        for: '0m',
        severity: 'ticket' as const,
        summary: `${workload.objectName} in ${
          environment.name
        } laid messages aside in ${deadLettersOf(read.queue)}`,
        runbook: 'dead-letters',
        about: { workload: workload.name },
      },
    ];
  });
}
