import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A program that is built from its Go module, at the version that the README's table was measured with. */
export interface GoProgram {
  name: string;
  module: string;
  version: string;
  /** The path that its go.mod gives it, where that is not the one by which it is had. */
  calledItself?: string;
  /** The main package, where it is not the module's root. */
  package?: string;
  /**
   * The version of the modules that this one develops in its own tree. Its go.mod requires them as `v0.0.0` and points
   * to folders, which a foreign module cannot follow.
   */
  stagingVersion?: string;
  /** Versions of modules, where those that its go.mod names do not compile together. */
  replaces?: Record<string, string>;
  /** `-X` values: what the release's own build stamps into the binary. */
  stamps?: Record<string, string>;
  tags?: string[];
  /**
   * Files of the module that are others here, by their paths, or are changed: so that nothing is built that nobody here
   * asks for, and so that it runs where it is not meant to.
   */
  instead?: Record<string, string | ((text: string) => string)>;
  /** The folder of its source, where it is one of ours, made of a module's packages. */
  source?: string;
  /** Whether parts of it are in C. */
  cgo?: true;
  /** What a first build takes on two idle cores, for the progress line. */
  firstBuild: string;
}

const kubernetesVersion = 'v1.36.3';

/** The last minor whose module resolves outside of its own repository is 3.2. */
const argocdVersion = 'v3.2.1';

/** One of the programs of Kubernetes; after the first of them most packages are compiled. */
const kubernetes = (name: string) => ({
  name,
  module: 'k8s.io/kubernetes',
  version: kubernetesVersion,
  package: `k8s.io/kubernetes/cmd/${name}`,
  stagingVersion: kubernetesVersion.replace(/^v1/, 'v0'),
  stamps: {
    'k8s.io/component-base/version.gitVersion': kubernetesVersion,
    'k8s.io/component-base/version.gitMajor': '1',
    'k8s.io/component-base/version.gitMinor': '36',
  },
});

export const programs = {
  etcd: {
    name: 'etcd',
    module: 'go.etcd.io/etcd/server/v3',
    version: 'v3.6.6',
    firstBuild: '30 s',
  },
  kubeApiserver: { ...kubernetes('kube-apiserver'), firstBuild: '5 min' },
  kustomize: {
    name: 'kustomize',
    module: 'sigs.k8s.io/kustomize/kustomize/v5',
    version: 'v5.7.1',
    firstBuild: '30 s',
  },
  kubeScore: {
    name: 'kube-score',
    module: 'github.com/zegl/kube-score',
    version: 'v1.20.0',
    package: 'github.com/zegl/kube-score/cmd/kube-score',
    firstBuild: '30 s',
  },
  kubeconform: {
    name: 'kubeconform',
    module: 'github.com/yannh/kubeconform',
    version: 'v0.7.0',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform',
    firstBuild: '20 s',
  },
  actionlint: {
    name: 'actionlint',
    module: 'github.com/rhysd/actionlint',
    version: 'v1.7.12',
    package: 'github.com/rhysd/actionlint/cmd/actionlint',
    firstBuild: '10 s',
  },
  helm: {
    name: 'helm',
    module: 'helm.sh/helm/v3',
    version: 'v3.22.0',
    package: 'helm.sh/helm/v3/cmd/helm',
    firstBuild: '1 min',
  },
  dockerfile: {
    name: 'dockerfile',
    module: 'github.com/moby/buildkit',
    version: 'v0.30.0',
    // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
    source: path.resolve(__dirname, '../images/dockerfile'),
    firstBuild: '30 s',
  },
  starlark: {
    name: 'starlark',
    module: 'go.starlark.net',
    version: 'v0.0.0-20260908191801-89a6a09411d5',
    package: 'go.starlark.net/cmd/starlark',
    firstBuild: '5 s',
  },
  promtool: {
    name: 'promtool',
    module: 'github.com/prometheus/prometheus',
    version: 'v0.307.1',
    package: 'github.com/prometheus/prometheus/cmd/promtool',
    firstBuild: '3 min',
  },
  gitea: {
    name: 'gitea',
    module: 'code.gitea.io/gitea',
    version: 'v1.25.2',
    tags: ['sqlite', 'sqlite_unlock_notify'],
    cgo: true,
    stamps: { 'main.Version': '1.25.2' },
    firstBuild: '2 min',
  },
  vault: {
    name: 'vault',
    module: 'github.com/hashicorp/vault',
    version: 'v1.19.5',
    replaces: { 'github.com/hashicorp/vault/sdk': 'v0.17.0' },
    // Without its web page and the storages that nobody here asks for.
    tags: ['minimal'],
    firstBuild: '5 min',
  },
  // What the fewest of the proofs need, and what takes longest, comes last: the budget may end before.
  kubeControllerManager: {
    ...kubernetes('kube-controller-manager'),
    firstBuild: '1 min',
  },
  kubeScheduler: { ...kubernetes('kube-scheduler'), firstBuild: '1 min' },
  kwok: {
    name: 'kwok',
    module: 'sigs.k8s.io/kwok',
    version: 'v0.8.0',
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    firstBuild: '2 min',
  },
  argocd: {
    name: 'argocd',
    module: 'github.com/argoproj/argo-cd/v3',
    version: argocdVersion,
    package: 'github.com/argoproj/argo-cd/v3/cmd',
    stamps: {
      'github.com/argoproj/argo-cd/v3/common.version': argocdVersion.slice(1),
    },
    firstBuild: '6 min',
  },
} satisfies Record<string, GoProgram>;

const externalSecrets = 'github.com/external-secrets/external-secrets';

/** What its go.mod and its own imports call it; it is had under the name that it had before. */
const sealedSecrets = 'github.com/bitnami/sealed-secrets';

/** Operators, whose objects are recorded from them now and then; no test waits until they are built. */
export const operators = {
  externalSecrets: {
    name: 'external-secrets',
    module: externalSecrets,
    // The last whose stores are packages of its module, and not modules of a repository.
    version: 'v0.20.4',
    instead: {
      'pkg/provider/register/register.go': `package register

import _ "${externalSecrets}/pkg/provider/vault"
`,
      'pkg/generator/register/register.go': `package register
`,
    },
    firstBuild: '2 min',
  },
  certManager: {
    name: 'certmanager',
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.2',
    // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
    source: path.resolve(__dirname, '../operators/certmanager'),
    firstBuild: '2 min',
  },
  fluxSource: {
    name: 'source-controller',
    module: 'github.com/fluxcd/source-controller',
    version: 'v1.9.0',
    stagingVersion: 'v1.9.0',
    firstBuild: '4 min',
  },
  fluxKustomize: {
    name: 'kustomize-controller',
    module: 'github.com/fluxcd/kustomize-controller',
    version: 'v1.9.6',
    stagingVersion: 'v1.9.6',
    firstBuild: '3 min',
  },
  rollouts: {
    name: 'rollouts-controller',
    module: 'github.com/argoproj/argo-rollouts',
    version: 'v1.9.1',
    package: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
    firstBuild: '4 min',
  },
  sealedSecrets: {
    name: 'sealed-secrets-controller',
    module: 'github.com/bitnami-labs/sealed-secrets',
    version: 'v0.40.0',
    calledItself: sealedSecrets,
    package: `${sealedSecrets}/cmd/controller`,
    instead: {
      // It is meant to run in a pod, and nowhere else.
      'pkg/controller/main.go': text =>
        text
          .replace(
            '"k8s.io/client-go/rest"',
            'rest "k8s.io/client-go/tools/clientcmd"',
          )
          .replace(
            'rest.InClusterConfig()',
            'rest.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))',
          ),
    },
    stamps: { 'main.VERSION': 'v0.40.0' },
    firstBuild: '3 min',
  },
  keda: {
    name: 'keda',
    module: 'github.com/kedacore/keda/v2',
    version: 'v2.20.2',
    package: 'github.com/kedacore/keda/v2/cmd/operator',
    firstBuild: '10 min',
  },
  kedaMetrics: {
    name: 'keda-metrics',
    module: 'github.com/kedacore/keda/v2',
    version: 'v2.20.2',
    package: 'github.com/kedacore/keda/v2/cmd/adapter',
    firstBuild: '2 min',
  },
} satisfies Record<string, GoProgram>;

/** Modules that are only read: their custom resource definitions are installed into the real API server. */
export const definitions = {
  argocd: {
    module: 'github.com/argoproj/argo-cd/v3',
    version: argocdVersion,
    folder: 'manifests/crds',
  },
  rollouts: {
    module: 'github.com/argoproj/argo-rollouts',
    version: 'v1.9.1',
    folder: 'manifests/crds',
  },
  keda: {
    module: 'github.com/kedacore/keda/v2',
    version: 'v2.20.2',
    folder: 'config/crd/bases',
  },
  certManager: {
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.2',
    folder: 'deploy/crds',
  },
  prometheus: {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    folder: 'example/prometheus-operator-crd',
  },
  gateway: {
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.6.0',
    folder: 'config/crd/standard',
  },
  externalSecrets: {
    module: 'github.com/external-secrets/external-secrets',
    version: 'v1.3.2',
    folder: 'config/crds/bases',
  },
  sealedSecrets: {
    module: 'github.com/bitnami-labs/sealed-secrets',
    version: 'v0.40.0',
    folder: 'helm/sealed-secrets/crds',
  },
  cloudNativePg: {
    module: 'github.com/cloudnative-pg/cloudnative-pg',
    version: 'v1.25.0',
    folder: 'config/crd/bases',
  },
  velero: {
    module: 'github.com/vmware-tanzu/velero',
    version: 'v1.18.3',
    folder: 'config/crd/v1/bases',
  },
  fluxSource: {
    module: 'github.com/fluxcd/source-controller',
    version: 'v1.9.0',
    folder: 'config/crd/bases',
  },
  fluxKustomize: {
    module: 'github.com/fluxcd/kustomize-controller',
    version: 'v1.9.6',
    folder: 'config/crd/bases',
  },
} as const;

export function cacheFolder(): string {
  return (
    process.env.SLIPWAY_REAL_CACHE ??
    // eslint-disable-next-line no-restricted-syntax -- this package is never built: it runs from its sources
    path.resolve(__dirname, '../../../.local/real')
  );
}

/** The version is part of the name, so that another version is another file and never taken for this one. */
export function binaryPath(program: GoProgram, cache = cacheFolder()): string {
  const { name, version, source } = program;
  const own = source ? [digestOf(source)] : [];
  return path.join(cache, 'bin', [name, version, ...own].join('-'));
}

/** Source of ours has no version but what is in it. */
function digestOf(folder: string): string {
  const digest = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    digest.update(name).update(readFileSync(path.join(folder, name)));
  }
  return digest.digest('hex').slice(0, 12);
}
