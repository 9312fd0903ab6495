import { labels } from '@slipway/model';

export const namespace = 'shop-prod';
export const own = {
  [labels.kubernetesId]: 'payments',
  [labels.service]: 'payments',
  [labels.environment]: 'prod',
};
export const commit = 'a'.repeat(40);

/** An object as its controller leaves it. */
export interface Written {
  /** Below the namespace. */
  path: string;
  object: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; [field: string]: unknown };
    [field: string]: unknown;
  };
  status?: object;
}

export const condition = (type: string, reason: string, status = 'True') => ({
  type,
  status,
  reason,
  message: '',
  lastTransitionTime: '2026-11-20T10:00:00Z',
});
