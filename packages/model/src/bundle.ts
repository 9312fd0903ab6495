import type { FileTree } from './tree';
import type {
  Build,
  Delivery,
  Expose,
  Need,
  NeedType,
  Network,
  Observability,
  Override,
  Secrets,
  stages,
  WorkloadOverride,
  WorkloadType,
} from './spec';

export type Stage = (typeof stages)[number];

/** Where pods are, so that a network policy can name them. */
export interface PodSelector {
  namespace: string;
  labels?: Record<string, string>;
}

/** What a cluster has. Parts emit only what the target's profile has. */
export interface ClusterProfile {
  /** For example `1.36`. */
  kubernetesVersion: string;
  /** Installed APIs beside the built-in ones, as group/version, e.g. `gateway.networking.k8s.io/v1`. */
  apis: string[];
  /** Whether the cluster runs on developers' machines (k3d, kind): the only ones that Tilt may deploy to. */
  local?: boolean;
  /** How many zones its nodes are in; one when left out. */
  zones?: number;
  /** The Gateway that routes attach to, and the pods that its traffic comes from. */
  gateway?: { name: string; namespace: string; pods?: PodSelector };
  /** The controller of Ingress objects. */
  ingress?: {
    class: string;
    controller: 'nginx' | 'traefik';
    pods?: PodSelector;
  };
  /** The issuer of certificates, of cert-manager. */
  issuer?: { kind: 'ClusterIssuer' | 'Issuer'; name: string };
  /** Where External Secrets reads. */
  secretStore?: { kind: 'ClusterSecretStore' | 'SecretStore'; name: string };
  /** Vault itself, for a store of the service's own, by Kubernetes auth. */
  vault?: { server: string; mount: string; authMount?: string; role?: string };
  infisical?: { connection: string; identity?: string; project?: string };
  storageClass?: string;
  monitoring?: {
    by: 'operator' | 'annotations' | 'none';
    /** The pods that scrape. */
    pods?: PodSelector;
    /** Labels by which the operator finds monitors and rules. */
    labels?: Record<string, string>;
    /** The address of Prometheus inside the cluster, for measures that an autoscaler reads. */
    address?: string;
  };
  /**
   * Where spans are told over OTLP/HTTP, e.g. `http://collector.monitoring:4318`, and the pods or addresses that listen there. Each
   * workload gets OpenTelemetry's own variables.
   */
  tracing?: { endpoint: string; pods?: PodSelector; cidr?: string };
  /** Whether custom metrics reach the autoscaler: `prometheus` through an adapter, `keda` through KEDA. */
  metricsAdapter?: 'prometheus' | 'keda';
  /** The S3-compatible store of backups, and the Secret in each namespace that opens it. */
  backupStore?: {
    endpoint: string;
    bucket: string;
    region?: string;
    secret: string;
    cidr?: string;
  };
  /** What hosts are called that the spec does not name: `<service>.<domain>`. */
  domain?: string;
  /** Addresses of managed services, e.g. the range of the private network. */
  managed?: { cidr: string };
}

/** What a platform team sets for every service that does not say otherwise. */
export interface StageDefaults {
  /** For workloads of every shape. */
  workload?: WorkloadOverride;
  /** For one shape each. */
  workloads?: Partial<Record<WorkloadType, WorkloadOverride>>;
  needs?: Partial<Record<NeedType, Override<Omit<Need, 'type'>>>>;
  secrets?: Secrets;
  expose?: Omit<Expose, 'host' | 'workload'>;
  delivery?: Delivery;
  network?: Network;
  observability?: Observability;
}

export interface PlatformDefaults extends StageDefaults {
  stages?: Partial<Record<Stage, StageDefaults>>;
  branch?: string;
  build?: Build;
  /** Images that generated files build on or run, by tag and, when given, digest. */
  images?: Record<string, string>;
}

/** A default that no spec may say otherwise. */
export interface Lock {
  /** For example `workloads.*.resources.limits.memory` or `delivery.engine`; `*` stands for any name. */
  path: string;
  reason: string;
}

/** One capability of what is generated; the blueprint says what it may do. */
export interface NamedPart {
  name: string;
}

/** What a platform team sets; one versioned value that portal, CLI and CI load alike. */
export interface PlatformBundle {
  name: string;
  version: string;
  defaults: PlatformDefaults;
  locks?: Lock[];
  /** By the name that specs, Argo CD and the portal use. */
  clusters: Record<string, ClusterProfile>;
  /** Where a new service runs when nobody says otherwise, in the order of promotion. */
  environments?: readonly { name: string; cluster: string }[];
  /** The prefix of image names, e.g. `ghcr.io`: the repository's path is appended. */
  registry: string;
  /**
   * Application source by `<runtime>-<workload type>`, e.g. `go-http`; what one of `<runtime>-<need type>`, e.g. `go-postgres`, has
   * lies beside it where the service has such a need.
   */
  skeletons: Record<string, FileTree>;
  /**
   * The parts that a repository is made of: handed the built-in ones, to add to them, to leave one out, or to wrap it. The
   * `Part` of the blueprint says what one may do.
   */
  parts?(builtIn: readonly NamedPart[]): readonly NamedPart[];
  /** With ownProjects each service brings an AppProject of its own. */
  argocd: { namespace: string; project: string; ownProjects?: boolean };
  flux?: {
    namespace: string;
    /** What the clusters' Flux reads itself: new services whose manifests lie beside their source are told of there. */
    repository?: {
      url: string;
      branch?: string;
      /** The folder of each cluster, by its name. */
      paths: Record<string, string>;
    };
  };
  /** The central GitOps repository, for services whose manifests lie there. */
  gitops?: { url: string; branch?: string };
}
