import { api, service, job, scaler, budget } from './places';
import type { Row } from './row';

/** What each field by itself allows, and all together do not. */
export const sense: readonly Row[] = [
  [
    'two containers of one name',
    'object.invalid',
    api,
    '      containers:',
    '      initContainers:\n        - name: api\n          image: docker.io/library/busybox:1.37\n      containers:',
  ],
  [
    'more asked for than allowed',
    'object.invalid',
    api,
    'memory: 64Mi',
    'memory: 640Mi',
  ],
  [
    'a probe that asks nothing',
    'object.invalid',
    api,
    /livenessProbe:\n\s+httpGet:\n.*\n.*\n/,
    'livenessProbe:\n',
  ],
  [
    'a job that starts again for ever',
    'object.invalid',
    job,
    'restartPolicy: Never',
    'restartPolicy: Always',
  ],
  ['a schedule that is none', 'object.invalid', job, '0 4 * * *', '0 25 * * *'],
  [
    'fewer at most than at least',
    'object.invalid',
    scaler,
    'maxReplicas: 5',
    'maxReplicas: 2',
  ],
  [
    'a budget of two minds',
    'object.invalid',
    budget,
    'maxUnavailable: 1',
    'maxUnavailable: 1\n  minAvailable: 1',
  ],
  [
    'a rollout that cannot begin',
    'object.invalid',
    api,
    'maxSurge: 1',
    'maxSurge: 0',
  ],
  [
    'two ports without names',
    'object.invalid',
    service,
    /- name: http\n(\s+)port: 80/,
    '- port: 81\n$1targetPort: http\n    - port: 80',
  ],
];
