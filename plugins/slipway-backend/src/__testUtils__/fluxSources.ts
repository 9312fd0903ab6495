import { kustomization } from './operators';

const planted = 'planted-secret at https://key@10.0.0.1/shop.git';

/** Where payments is from, in a namespace of the platform. */
export const fluxSource = (
  failing: boolean,
  kind: 'GitRepository' | 'OCIRepository' = 'GitRepository',
) => ({
  kind,
  metadata: { name: 'payments', namespace: 'flux-system', generation: 1 },
  spec: { url: planted, secretRef: { name: planted } },
  status: {
    observedGeneration: 1,
    artifact: {
      revision: `main@sha1:${'a'.repeat(40)}`,
      url: planted,
      lastUpdateTime: '2026-11-20T09:00:00Z',
    },
    conditions: failing
      ? [
          {
            type: 'FetchFailed',
            status: 'True',
            reason: 'GitOperationFailed',
            message: `${planted}: authentication required`,
            lastTransitionTime: '2026-11-20T10:00:00Z',
          },
        ]
      : [],
  },
});

/** Ready with what it brought last; it lies with the service. */
export const readyKustomization = (kind = 'GitRepository') => {
  const { metadata, spec, status } = kustomization();
  const sourceRef = { kind, name: 'payments', namespace: 'flux-system' };
  return {
    kind: 'Kustomization',
    metadata: { ...metadata, namespace: 'payments-dev' },
    spec: { ...spec, sourceRef },
    status: {
      ...status,
      conditions: [{ ...status.conditions[0], status: 'True' }],
    },
  };
};
