import { prod, api, database, overlay } from './places';
import type { Row } from './row';

/** What runs, and should not. */
export const policy: readonly Row[] = [
  [
    'root',
    'policy.restricted',
    api,
    'runAsNonRoot: true',
    'runAsNonRoot: false',
  ],
  [
    'a privileged container',
    'policy.restricted',
    api,
    'allowPrivilegeEscalation: false',
    'privileged: true',
  ],
  [
    "a folder of the node's",
    'policy.restricted',
    database,
    'emptyDir:\n            sizeLimit: 64Mi\n        - name: tmp',
    'hostPath:\n            path: /var/run\n        - name: tmp',
  ],
  [
    'a volume that the limit does not hold',
    'policy.ephemeral-storage',
    database,
    'sizeLimit: 64Mi',
    'sizeLimit: 2Gi',
  ],
  [
    'a file system to write to',
    'policy.read-only-root',
    api,
    'readOnlyRootFilesystem: true',
    'readOnlyRootFilesystem: false',
  ],
  [
    'no memory limit',
    'policy.resources',
    api,
    /limits:\n\s+memory: 128Mi/,
    'limits:',
  ],
  [
    'no probe at all',
    'policy.probes',
    api,
    /\s+startupProbe:[^]*?(\s+resources:)/,
    '$1',
  ],
  [
    'the newest image',
    'policy.image-tag',
    overlay,
    'newTag: "waiting-for-first-build"',
    'newTag: latest',
  ],
  [
    'a password in Git',
    'policy.plain-secret',
    'deploy/custom/kustomization.yaml',
    'resources: []',
    'secretGenerator:\n  - name: mine\n    literals: [PASSWORD=correct-horse]',
  ],
  [
    'more pods than the quota has room for',
    'quota.pods',
    `${prod}/quota.yaml`,
    'pods: "50"',
    'pods: "5"',
  ],
];
