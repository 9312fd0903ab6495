import type { FileTree } from './tree';
import type { Resources } from './spec';

/** What a cluster has. Parts emit only what the target's profile has. */
export interface ClusterProfile {
  /** For example `1.34`. */
  kubernetesVersion: string;
  /** Installed APIs beside the built-in ones, as group/version, e.g. `gateway.networking.k8s.io/v1`. */
  apis: string[];
  /** Whether the cluster runs on developers' machines (k3d, kind): the only ones that Tilt may deploy to. */
  local?: boolean;
}

/** What a service gets that does not say otherwise. Each is optional: the blueprint has its own word for the rest. */
export interface PlatformDefaults {
  port?: number;
  replicas?: number;
  resources?: Resources;
  branch?: string;
  /** Images that generated Dockerfiles build on, by tag and, when given, digest. */
  images?: { goBuild?: string; goRuntime?: string };
}

/** What a platform team sets; one versioned value that portal, CLI and CI load alike. */
export interface PlatformBundle {
  name: string;
  version: string;
  defaults: PlatformDefaults;
  /** By the name that specs, Argo CD and the portal use. */
  clusters: Record<string, ClusterProfile>;
  /** The prefix of image names, e.g. `ghcr.io`: the repository's path is appended. */
  registry: string;
  /** Application source by `<runtime>-<workload type>`, e.g. `go-http`. */
  skeletons: Record<string, FileTree>;
  argocd: { namespace: string; project: string };
}
