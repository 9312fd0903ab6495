import type {
  DataStoreFacts,
  VolumeFacts,
} from '@slipway/plugin-slipway-common';
import type { Shape } from '../../elements/Verdict';

/** How one server is, as far as its members tell; why stands in the verdict. */
export function shapeOfStore(store: DataStoreFacts): Shape {
  const { available, incomplete, wanted, ready = 0, phase } = store;
  if (phase === 'unrecoverable') {
    return 'failed';
  }
  if (available === false) {
    return wanted !== undefined && ready > 0 ? 'degraded' : 'failed';
  }
  if (incomplete || (wanted !== undefined && ready < wanted)) {
    return phase && phase !== 'settled' ? 'progressing' : 'degraded';
  }
  return phase && phase !== 'settled' ? 'progressing' : 'healthy';
}

const shapes: Record<VolumeFacts['state'], Shape> = {
  bound: 'healthy',
  pending: 'progressing',
  lost: 'failed',
};

export function shapeOfVolume({ state, unused }: VolumeFacts): Shape {
  return state === 'pending' && unused ? 'none' : shapes[state];
}
