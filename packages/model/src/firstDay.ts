/** Where somebody can see whether a need of the first day is met. Nothing of it leads to the content of a secret. */
export type FirstDayLook =
  /** What a run of the repository's pipeline may do. */
  | { kind: 'pipeline'; pullRequests: boolean }
  /** What the repository's settings hold for the pipeline, by name. */
  | { kind: 'settings'; secrets: string[]; variables: string[] }
  /** Whether the pipeline's commits are taken. */
  | { kind: 'branch'; url: string; branch: string }
  | { kind: 'reader'; by: 'argocd' | 'flux'; url: string }
  /** Whether the project lets this repository deploy there. */
  | {
      kind: 'project';
      project: string;
      url: string;
      targets: { cluster: string; namespace: string }[];
    }
  /** Whether a cluster's Flux has the service's objects. */
  | { kind: 'flux'; environment: string }
  | { kind: 'namespace'; cluster: string; namespace: string }
  | { kind: 'vault-role'; store: string; mount: string; role: string }
  | { kind: 'vault-path'; store: string; mount?: string; path: string }
  /** A Secret of a cluster, whose existence alone would be read by listing Secrets. */
  | { kind: 'secret' }
  /** Nothing that a portal is connected with knows it. */
  | { kind: 'nobody' };

/** Something that a new service needs and no repository can bring. */
export interface FirstDayNeed {
  /** The same for the same spec and platform: `ci.pusher`, `namespace.prod`. */
  id: string;
  /** The one environment that cannot do without. */
  environment?: string;
  /** What is to be the case, one sentence in Markdown. */
  text: string;
  /** The page where people see to it. */
  url?: string;
  look: FirstDayLook;
}
