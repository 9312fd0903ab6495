import { FactSink } from '@slipway/plugin-slipway-node';

/** Hears of what a test wants to know, and of nothing else. */
export function listening(
  heard: Partial<Pick<FactSink, 'facts' | 'complete' | 'health'>>,
): FactSink {
  return {
    facts: () => {},
    complete: () => {},
    health: () => {},
    retire: () => {},
    owning: async () => {},
    ...heard,
  };
}
