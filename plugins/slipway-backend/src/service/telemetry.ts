import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { SourceHealth } from '@slipway/plugin-slipway-common';
import { Clock } from '../lib/clock';

/** Of one writer: what it reads, and what it writes of it. */
export interface WriterTelemetry {
  health(health: SourceHealth): void;
  retired(source: string): void;
  wrote(documents: number, ms: number): void;
  failed(): void;
  /** It reads nothing any more: another replica tells now. */
  end(): void;
}

const states: readonly SourceHealth['state'][] = [
  'ok',
  'starting',
  'denied',
  'unreachable',
];

/** How the sources are, for whoever watches the portal itself. Each is told by the replica that reads it. */
export function createTelemetry(metrics: MetricsService, clock: Clock) {
  const sources = new Map<object, Map<string, SourceHealth>>();
  const all = () => [...sources.values()].flatMap(of => [...of.values()]);

  metrics
    .createObservableGauge('slipway.source.state', {
      description: '1 for the state that a source is in, 0 for the others',
    })
    .addCallback(result => {
      for (const { id, state } of all()) {
        for (const one of states) {
          result.observe(one === state ? 1 : 0, { source: id, state: one });
        }
      }
    });
  metrics
    .createObservableGauge('slipway.source.lag', {
      description: 'Since when nothing was heard of a source',
      unit: 's',
    })
    .addCallback(result => {
      for (const { id, heardAt } of all()) {
        if (heardAt) {
          const ms = clock.now() - Date.parse(heardAt);
          result.observe(Math.max(0, ms) / 1000, { source: id });
        }
      }
    });
  const changes = metrics.createCounter('slipway.source.changes', {
    description: 'How often a source came into a state',
  });
  const documents = metrics.createCounter('slipway.documents.written', {
    description: 'Documents of services that were written',
  });
  const duration = metrics.createHistogram('slipway.write.duration', {
    description: 'How long the database took for a write',
    unit: 's',
  });
  const failures = metrics.createCounter('slipway.write.failures', {
    description:
      'Writes that the database did not take, and that are tried again',
  });

  return (): WriterTelemetry => {
    const own = new Map<string, SourceHealth>();
    sources.set(own, own);
    return {
      health: health => {
        if (own.get(health.id)?.state !== health.state) {
          changes.add(1, { source: health.id, state: health.state });
        }
        own.set(health.id, health);
      },
      retired: source => own.delete(source),
      wrote: (count, ms) => {
        documents.add(count);
        duration.record(ms / 1000);
      },
      failed: () => failures.add(1),
      end: () => sources.delete(own),
    };
  };
}
