export interface SandboxAddresses {
  kubernetes: Record<ClusterName, string>;
  argocd: string;
  gitea: string;
  vault: string;
  control: string;
}

export const clusterNames = ['local', 'eu-1', 'us-1'] as const;

export type ClusterName = (typeof clusterNames)[number];

export interface SandboxPorts {
  gitea: number;
  argocd: number;
  local: number;
  'eu-1': number;
  'us-1': number;
  control: number;
  vault: number;
}

export const defaultPorts: SandboxPorts = {
  gitea: 7480,
  argocd: 7481,
  local: 7482,
  'eu-1': 7483,
  control: 7484,
  vault: 7485,
  'us-1': 7486,
};

/** Any that are free, as tests want them. */
export const freePorts = Object.fromEntries(
  Object.keys(defaultPorts).map(name => [name, 0]),
) as unknown as SandboxPorts;
