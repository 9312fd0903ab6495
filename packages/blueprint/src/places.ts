import type { Delivery, PlatformBundle, Service } from '@slipway/model';
import { rootOf } from './repository';

/** Where manifests are written, from the root of the repository that has them. */
export interface Places {
  /** A GitOps repository of its own, rather than the service's. */
  central?: { url: string; branch: string };
  base: string;
  components: string;
  custom: string;
  argocd: string;
  flux: string;
  overlay(environment: string): string;
  /** The file of Helm values that has the image, where a chart is deployed. */
  values(environment: string): string;
}

export function placesOf(
  service: Service,
  bundle: PlatformBundle,
  delivery: Delivery,
): Places {
  const { name } = service.metadata;
  const url = {
    'in-repo': undefined,
    central: delivery.repository ?? bundle.gitops?.url,
    // Most charts lie beside the source.
    helm: delivery.repository,
  }[delivery.layout ?? 'in-repo'];
  if (url) {
    return {
      central: { url, branch: bundle.gitops?.branch ?? 'main' },
      base: `base/${name}`,
      components: `components/${name}`,
      custom: `custom/${name}`,
      argocd: `argocd/${name}`,
      flux: `flux/${name}`,
      overlay: environment => `overlays/${environment}/${name}`,
      values: environment => `values/${environment}/${name}.yaml`,
    };
  }
  const root = rootOf(service);
  return {
    base: `${root}deploy/base`,
    components: `${root}deploy/components`,
    custom: `${root}deploy/custom`,
    argocd: `${root}deploy/argocd`,
    flux: `${root}deploy/flux`,
    overlay: environment => `${root}${overlayPath(environment)}`,
    values: environment => `${root}deploy/values/${environment}.yaml`,
  };
}

/** The folder of an environment's overlay in the service's folder. */
export function overlayPath(environment: string): string {
  return `deploy/overlays/${environment}`;
}
