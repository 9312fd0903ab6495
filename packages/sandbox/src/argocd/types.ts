import { KubernetesObject } from '../kubernetes';

export const ARGOCD_NAMESPACE = 'argocd';
export const ARGOCD_VERSION = 'v3.2.1';
export const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
export const REFRESH = 'argocd.argoproj.io/refresh';
export const RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

export type HealthStatus =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';

export interface Health {
  status: HealthStatus;
  message?: string;
}

/** Why an Application cannot be compared, as a condition of its status. */
export class ApplicationError extends Error {
  constructor(
    readonly type: 'InvalidSpecError' | 'ComparisonError',
    message: string,
  ) {
    super(message);
  }
}

export interface SyncRequest {
  initiatedBy: { username?: string; automated?: boolean };
  prune: boolean;
  dryRun?: boolean;
}

export interface Source {
  repoURL: string;
  path?: string;
  targetRevision?: string;
}

export function sourceOf(application: KubernetesObject): Source {
  return (
    application.spec?.source ??
    application.spec?.sources?.[0] ?? { repoURL: '' }
  );
}
