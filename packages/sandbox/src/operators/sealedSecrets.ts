import { timestamp } from '../clock';
import { Condition } from '../controllers/types';
import { conditionsOf, statusWriter } from './status';

/** Sealed Secrets 0.40: whatever is sealed can be opened here. */
export const reconcileSealedSecrets = statusWriter(
  'SealedSecret',
  (object, world) => {
    const { status: before, metadata } = object;
    const current = before?.observedGeneration === metadata.generation;
    const synced: Condition = {
      type: 'Synced',
      status: 'True',
      lastUpdateTime: current
        ? before?.conditions?.[0]?.lastUpdateTime
        : timestamp(world.now),
    };
    const [condition] = conditionsOf(object, world, synced);
    return {
      status: {
        observedGeneration: metadata.generation,
        conditions: [{ ...condition, lastUpdateTime: synced.lastUpdateTime }],
      },
    };
  },
);
