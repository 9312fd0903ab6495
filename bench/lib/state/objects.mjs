/** What a cluster sends of one service, as text: about as much as real ones do, of which most is never read. */
export function objectsOf(
  kind,
  { cluster, service, pods, generation, turnover },
) {
  const name = `svc-${service}`;
  const namespace = `${name}-ns`;
  const labels = {
    'backstage.io/kubernetes-id': name,
    'slipway.dev/service': name,
    'slipway.dev/environment': `env-${cluster}`,
    'slipway.dev/workload': name,
  };
  const image = `registry.example.org/shop/${name}:1.${generation}.0-g1a2b3c4`;
  const hash = `${generation}f`;
  const podSpec = {
    containers: [
      {
        name,
        image,
        env: noise.env,
        resources: {
          requests: { cpu: '100m', memory: '128Mi' },
          limits: { memory: '256Mi' },
        },
        livenessProbe: { httpGet: { path: '/live', port: 8080 } },
        readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
      },
    ],
  };
  const object = (of, parts, metadata = {}) =>
    JSON.stringify({
      kind: of,
      metadata: {
        name,
        namespace,
        labels,
        uid: `${cluster}-${service}-${of}`,
        resourceVersion: String(1000 + generation),
        generation: generation + 1,
        creationTimestamp: '2026-11-20T10:00:00Z',
        annotations: {
          'deployment.kubernetes.io/revision': String(generation),
        },
        managedFields: noise.managedFields,
        ...metadata,
      },
      ...parts,
    });
  switch (kind) {
    case 'Deployment':
      return [
        object(kind, {
          spec: { replicas: pods, template: { spec: podSpec } },
          status: {
            observedGeneration: generation + 1,
            replicas: pods,
            readyReplicas: pods,
            updatedReplicas: pods,
            conditions: [
              {
                type: 'Progressing',
                status: 'True',
                reason: 'NewReplicaSetAvailable',
              },
            ],
          },
        }),
      ];
    case 'ReplicaSet':
      return [0, 1].map(old =>
        object(
          kind,
          {
            spec: { replicas: old ? 0 : pods, template: { spec: podSpec } },
            status: { replicas: old ? 0 : pods, readyReplicas: old ? 0 : pods },
          },
          {
            name: old ? `${name}-old` : `${name}-${hash}`,
            annotations: {
              'deployment.kubernetes.io/revision': old
                ? '-1'
                : String(generation),
            },
            ownerReferences: [{ controller: true, name }],
          },
        ),
      );
    case 'Pod':
      return Array.from({ length: pods }, (_, i) =>
        object(
          kind,
          {
            spec: podSpec,
            status: {
              phase: 'Running',
              startTime: '2026-11-20T10:00:00Z',
              conditions: [
                {
                  type: 'Ready',
                  status: 'True',
                  lastTransitionTime: '2026-11-20T10:00:00Z',
                },
              ],
              containerStatuses: [
                {
                  name,
                  image,
                  restartCount: 0,
                  ready: true,
                  state: { running: {} },
                },
              ],
            },
          },
          {
            // Where they do not come and go with each version, a change costs no more than it has to.
            name: `${name}-${turnover ? hash : '0f'}-${i}`,
            ownerReferences: [
              {
                controller: true,
                name: `${name}-${turnover ? hash : '0f'}`,
              },
            ],
          },
        ),
      );
    case 'Service':
    case 'ConfigMap':
      return [object(kind, { data: { a: 'b' }, spec: { ports: [] } })];
    case 'HorizontalPodAutoscaler':
      return [
        object(kind, {
          spec: {
            scaleTargetRef: { kind: 'Deployment', name },
            minReplicas: pods,
            maxReplicas: pods * 3,
          },
          status: { currentReplicas: pods, desiredReplicas: pods },
        }),
      ];
    case 'Ingress':
      return [
        object(kind, { spec: { rules: [{ host: `${name}.example.org` }] } }),
      ];
    default:
      return [];
  }
}

const noise = {
  env: Array.from({ length: 20 }, (_, i) => ({
    name: `VARIABLE_${i}`,
    value: `value-${i}-`.repeat(3),
  })),
  managedFields: Array.from({ length: 3 }, (_, i) => ({
    manager: `manager-${i}`,
    operation: 'Update',
    fieldsType: 'FieldsV1',
    fieldsV1: Object.fromEntries(
      Array.from({ length: 30 }, (__, n) => [
        `f:field-${i}-${n}`,
        { 'f:nested': {}, 'f:other': {} },
      ]),
    ),
  })),
};
