import type { DerivedName, Finding } from '@slipway/model';
import type { NamespaceState } from './states';
import type { Answer, SourceHealth } from './types';

/** What a form that makes a service has to know. `GET /v1/create/platform` */
export interface CreatePlatform {
  clusters: CreateCluster[];
  /** Where a service runs when the form does not say, in the order of promotion. */
  environments: { name: string; cluster: string }[];
  /** Names made of the service's, which leave it less room than its own rule does. */
  names: DerivedName[];
  /** The Git hosts of the portal. */
  hosts: string[];
  /** Where a repository goes when the form does not say. */
  repository: { host?: string; owner?: string };
}

export interface CreateCluster {
  name: string;
  kubernetesVersion: string;
  /** How the portal reads it just now; `unwatched` when it does not. */
  state: SourceHealth['state'] | 'unwatched';
  since?: string;
  /** Those there that are no single service's own, of services that whoever asks may see. */
  namespaces: string[];
}

export interface PreviewRequest {
  /** What `slipway:spec:compose` takes, with what the template fixes. */
  values: Record<string, unknown>;
  /** The file whose content is wanted. */
  open?: string;
}

/** What a form's values come to. `POST /v1/create/preview` */
export interface Preview {
  /** Empty where a finding is an error. */
  files: PreviewFile[];
  opened?: { path: string; content: string; truncated?: boolean };
  /** Where the repository will be. */
  repository?: string;
  findings: Finding[];
  /** What each environment asks for when everything is at its largest at once. */
  asks: {
    environment: string;
    namespace: string;
    /** By the names that a ResourceQuota has: `pods`, `requests.memory`. */
    amounts: Record<string, number>;
    /** What the namespace allows just now; left out where its cluster is not known. */
    quota?: Answer<NamespaceState>;
  }[];
}

export interface PreviewFile {
  path: string;
  /** Equal for equal content. */
  digest: string;
  lines: number;
  /** Lies in the central GitOps repository. */
  central?: boolean;
}
