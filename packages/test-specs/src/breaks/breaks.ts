import type { FileTree } from '@slipway/model';

/** One way in which people break what was sound. */
export interface Break {
  what: string;
  /** The rule of our validator that names it. */
  rule: string;
  file: string;
  from: string | RegExp;
  to: string;
}

const base = 'deploy/base';
const prod = 'deploy/overlays/prod';
const api = `${base}/deployment-api.yaml`;
const service = `${base}/service-api.yaml`;
const job = `${base}/cronjob-sweep.yaml`;
const policies = `${base}/networkpolicies.yaml`;
const database = `${base}/postgres-db.yaml`;
const overlay = `${prod}/kustomization.yaml`;
const secrets = `${prod}/secrets.yaml`;
const expose = `${prod}/expose.yaml`;
const scaler = `${prod}/horizontalpodautoscaler-api.yaml`;
const budget = `${prod}/poddisruptionbudget-api.yaml`;
const application = 'deploy/argocd/prod.yaml';
const workflow = '.github/workflows/ci.yaml';

const rows: readonly [
  what: string,
  rule: string,
  file: string,
  from: string | RegExp,
  to: string,
][] = [
  // Fields and their values.
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

  // What each field by itself allows, and all together do not.
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

  // References.
  [
    'a Service of other pods',
    'reference.selector',
    service,
    'slipway.dev/workload: api\n  ports',
    'slipway.dev/workload: web\n  ports',
  ],
  [
    'pods that their Deployment does not find',
    'reference.selector',
    api,
    /(template:\n[^]*?)slipway.dev\/workload: api/,
    '$1slipway.dev/workload: web',
  ],
  [
    'a budget of other pods',
    'reference.selector',
    budget,
    /(matchLabels:[^]*?)slipway.dev\/workload: api/,
    '$1slipway.dev/workload: web',
  ],
  [
    'a port that the container has not',
    'reference.port',
    service,
    'targetPort: http',
    'targetPort: web',
  ],
  [
    'a probe at another port',
    'reference.port',
    api,
    /port: http/g,
    'port: web',
  ],
  [
    'a route to a port that the Service has not',
    'reference.port',
    expose,
    'port: 80',
    'port: 8080',
  ],
  [
    'a route to another Service',
    'reference.service',
    expose,
    'name: payments-api',
    'name: payments-web',
  ],
  [
    'an autoscaler of nothing',
    'reference.target',
    scaler,
    /(scaleTargetRef:[^]*?)name: payments-api/,
    '$1name: payments-web',
  ],
  [
    'an account that is not there',
    'reference.service-account',
    job,
    'serviceAccountName: payments',
    'serviceAccountName: sweeper',
  ],
  [
    'a key that the Secret has not',
    'reference.key',
    api,
    'key: REDIS_PASSWORD',
    'key: REDIS_PASWORD',
  ],
  [
    'a Secret under another name',
    'reference.secret',
    secrets,
    /(target:\n\s+name: )payments-env/,
    '$1payments-evn',
  ],
  [
    'a ConfigMap that is not there',
    'reference.config-map',
    api,
    'envFrom:',
    'envFrom:\n            - configMapRef:\n                name: payments-settings',
  ],
  [
    'a store that no cluster has',
    'reference.store',
    secrets,
    'name: vault',
    'name: vualt',
  ],
  [
    'a variable that comes too late',
    'reference.variable',
    api,
    'value: payments-db-pooler',
    'value: $(REDIS_ADDR)',
  ],
  [
    'a mount of no volume',
    'reference.volume',
    database,
    '- name: data\n              mountPath',
    '- name: date\n              mountPath',
  ],
  [
    'a class of storage that is not there',
    'reference.storage-class',
    `${prod}/patch-postgres-db.yaml`,
    'gp3',
    'gp4',
  ],
  [
    'a policy of no pods',
    'reference.policy',
    policies,
    /(name: payments-api-allow\n[^]*?)workload: api/,
    '$1workload: web',
  ],
  [
    'a policy that lets nobody in',
    'reference.policy',
    policies,
    'access-pgbouncer',
    'acces-pgbouncer',
  ],
  [
    'a policy of another port',
    'reference.policy',
    policies,
    'port: 6379\n          protocol: TCP\n  egress',
    'port: 6380\n          protocol: TCP\n  egress',
  ],
  [
    'an Application of no folder',
    'reference.application-path',
    application,
    'overlays/prod',
    'overlays/production',
  ],
  [
    'an Application of no cluster',
    'reference.cluster',
    application,
    'name: eu-1',
    'name: eu1',
  ],
  [
    'an Application with a field misspelt',
    'object.field',
    application,
    'selfHeal',
    'selfheal',
  ],

  // Kustomize.
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

  // Policy.
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
    'emptyDir:\n            sizeLimit: 256Mi\n        - name: scratch-1',
    'hostPath:\n            path: /var/run\n        - name: scratch-1',
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

  // The other files.
  [
    'an image without a tag',
    'dockerfile.tag',
    'Dockerfile',
    /golang:[\w.-]+/,
    'golang',
  ],
  [
    'an image that runs as root',
    'dockerfile.user',
    'Dockerfile',
    /USER 65532:65532(?![^]*USER)/,
    'USER root',
  ],
  [
    'a stage that is not there',
    'dockerfile.stage',
    'Dockerfile',
    '--from=build',
    '--from=builder',
  ],
  [
    'an instruction misspelt',
    'dockerfile.invalid',
    'Dockerfile',
    'ENTRYPOINT',
    'ENTRIPOINT',
  ],
  [
    'a token in the image',
    'dockerfile.secret',
    'Dockerfile',
    'ARG VERSION=dev',
    'ENV API_TOKEN=abc123',
  ],
  [
    'an action by its tag',
    'workflow.pin',
    workflow,
    /(actions\/checkout)@[0-9a-f]{40}/,
    '$1@v4',
  ],
  [
    'a job that waits for none',
    'workflow.needs',
    workflow,
    'needs: test',
    'needs: tests',
  ],
  [
    'a title in a script',
    'workflow.injection',
    workflow,
    'run: echo "',
    'run: echo "${{ github.event.pull_request.title }} ',
  ],
  [
    'rights of the default',
    'workflow.permissions',
    workflow,
    /^permissions:\n {2}contents: read\n/m,
    '',
  ],
  [
    'a job that runs nowhere',
    'workflow.invalid',
    workflow,
    '    runs-on: ubuntu-latest\n',
    '',
  ],
  [
    'a bracket not closed',
    'tiltfile.invalid',
    'Tiltfile',
    'allow_k8s_contexts(context)',
    'allow_k8s_contexts(context',
  ],
  [
    'an overlay that Tilt does not find',
    'tiltfile.path',
    'Tiltfile',
    'deploy/overlays/dev',
    'deploy/overlays/development',
  ],
];

export const breaks: readonly Break[] = rows.map(
  ([what, rule, file, from, to]) => ({ what, rule, file, from, to }),
);

/** The tree with the break in it; throws where nothing was broken, for then the break tells nothing. */
export function broken(
  tree: FileTree,
  { what, file, from, to }: Break,
): FileTree {
  const content = tree[file]?.content.replace(from, to);
  if (content === undefined || content === tree[file].content) {
    throw new Error(`${what}: ${file} has nothing to break`);
  }
  return { ...tree, [file]: { ...tree[file], content } };
}
