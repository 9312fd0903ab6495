import type {
  EntityState,
  GoldenPathState,
} from '@slipway/plugin-slipway-common';
import type { ShownState } from './states';
import { ago } from './times';

const now = {
  goldenPath: '0.2.0',
  bundle: { name: 'shop-platform', version: '1.1.0' },
};

const well: GoldenPathState = {
  repository: 'https://git.example/pay/payments',
  known: 'data',
  locked: true,
  lock: now,
  now,
  files: { managed: 38, changed: [] },
  verdict: { state: 'healthy', reasons: [] },
};

const bad: GoldenPathState = {
  ...well,
  lock: { ...now, bundle: { name: 'shop-platform', version: '1.0.0' } },
  files: {
    managed: 38,
    changed: ['Dockerfile', 'deploy/base/deployment.yaml'],
  },
  verdict: {
    state: 'degraded',
    reasons: [
      {
        code: 'golden-path-behind',
        state: 'degraded',
        message:
          'It was rendered with an older version: shop-platform 1.0.0, this portal has 1.1.0',
        evidence: '.slipway/lock names it.',
        remedy: 'Run slipway render slipway.yaml --out . in a checkout.',
      },
      {
        code: 'managed-files-changed',
        state: 'degraded',
        message: '2 files that Slipway manages were changed by hand',
        evidence:
          'Dockerfile and deploy/base/deployment.yaml differ from the copy in .slipway/pristine.',
        remedy: 'Put the change into slipway.yaml.',
      },
    ],
  },
};

export function goldenPathIn(state: ShownState): EntityState['goldenPath'] {
  const at = ago({ minutes: 6 });
  switch (state) {
    case 'healthy':
      return { answer: 'data', value: well, at };
    case 'trouble':
      return { answer: 'data', value: bad, at };
    case 'denied':
      return {
        answer: 'denied',
        since: ago({ hours: 3 }),
        permission: 'read on its contents',
      };
    case 'unreachable':
      return {
        answer: 'unreachable',
        since: ago({ minutes: 9 }),
        reason: 'answered 503',
        lastKnown: { value: bad, at: ago({ minutes: 12 }) },
      };
    default:
      return { answer: 'absent', at };
  }
}
