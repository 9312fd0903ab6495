import { prod, overlay } from './places';
import type { Row } from './row';

/** What keeps an overlay from being built. */
export const kustomize: readonly Row[] = [
  [
    'a file that was renamed',
    'kustomize.evaluate',
    overlay,
    '- quota.yaml',
    '- quotas.yaml',
  ],
  [
    'a patch of nothing',
    'kustomize.evaluate',
    `${prod}/patch-deployment-api.yaml`,
    'name: payments-api',
    'name: payments-web',
  ],
  [
    'what lies in another repository',
    'kustomize.remote',
    'deploy/custom/kustomization.yaml',
    'resources: []',
    'resources: ["github.com/example/base?ref=main"]',
  ],
  [
    'an object twice',
    'kustomize.evaluate',
    overlay,
    '- quota.yaml',
    '- quota.yaml\n  - ./quota.yaml',
  ],
];
