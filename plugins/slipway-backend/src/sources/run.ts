import { LoggerService } from '@backstage/backend-plugin-api';
import { FactSink, Source, SourceFactory } from '@slipway/plugin-slipway-node';

/** The default sources, with what modules added, and wrapped as they say. */
export function createSources(
  defaults: Source[],
  factories: SourceFactory[],
): Source[] {
  const sources = new Map(defaults.map(source => [source.id, source]));
  for (const factory of factories) {
    // As they are now: a wrapper that asks later must not find itself.
    const before = new Map(sources);
    const source = factory({ getDefault: id => before.get(id) });
    sources.set(source.id, source);
  }
  return [...sources.values()];
}

/** Starts them all; the returned function ends them and resolves when nothing is open any more. */
export function startSources(options: {
  sources: Source[];
  sink: FactSink;
  logger: LoggerService;
}): () => Promise<void> {
  const { sources, sink, logger } = options;
  const controller = new AbortController();
  const { signal } = controller;
  const running = sources.map(source =>
    (source.owns
      ? source.start(sink, signal)
      : sink.owning(source.id, (own, s) => source.start(own, s), signal)
    ).catch(error => {
      logger.error(`Source ${source.id} ended`, error);
    }),
  );
  return async () => {
    controller.abort();
    await Promise.all(running);
  };
}
