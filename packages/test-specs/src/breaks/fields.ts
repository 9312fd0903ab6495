import { api, service, job, database, overlay, expose, scaler } from './places';
import type { Row } from './row';

/** Fields, types and values that no API server takes. */
export const fields: readonly Row[] = [
  [
    'a field misspelt',
    'object.field',
    api,
    'serviceAccountName',
    'serviceAcountName',
  ],
  [
    'a field one level too high',
    'object.field',
    api,
    '      containers:',
    '      replicas: 2\n      containers:',
  ],
  [
    'a field of an operator misspelt',
    'object.field',
    expose,
    'dnsNames',
    'dnsName',
  ],
  [
    'a number as text',
    'object.type',
    api,
    'containerPort: 8080',
    'containerPort: "8080"',
  ],
  ['a text as number', 'object.type', api, 'value: "8080"', 'value: 8080'],
  [
    'a list as map',
    'object.type',
    service,
    /ports:\n\s+- name: http\n/,
    'ports:\n      name: http\n',
  ],
  [
    'a value that is none of the choices',
    'object.value',
    api,
    'protocol: TCP',
    'protocol: HTTP',
  ],
  [
    'an amount that is none',
    'object.type',
    api,
    'memory: 64Mi',
    'memory: 64 MB',
  ],
  ['a required field gone', 'object.required', scaler, /\s+maxReplicas: 5/, ''],
  ['an API that has ended', 'object.api', job, 'batch/v1', 'batch/v1beta1'],
  [
    'a name with capitals',
    'object.name',
    service,
    'name: payments-api',
    'name: Payments-Api',
  ],
  [
    'a label with a blank',
    'object.label',
    overlay,
    'slipway.dev/environment: prod',
    'slipway.dev/environment: prod eu',
  ],
  [
    'an indentation lost',
    'yaml.read',
    database,
    '  clusterIP: None',
    ' clusterIP: None',
  ],
  [
    'a merge that was never ended',
    'yaml.read',
    api,
    'spec:\n  revision',
    '<<<<<<< HEAD\nspec:\n=======\n  revision',
  ],
];
