import type { RenderContext } from '../../context';

export type Registry = 'ghcr' | 'ecr' | 'docker-hub' | 'private';

export function registryOf({ image }: RenderContext): {
  kind: Registry;
  host: string;
  region?: string;
} {
  const host = image.slice(0, image.indexOf('/'));
  const [, region] =
    /^[0-9]{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host) ?? [];
  if (region) {
    return { kind: 'ecr', host, region };
  }
  if (host === 'ghcr.io') {
    return { kind: 'ghcr', host };
  }
  return { kind: host === 'docker.io' ? 'docker-hub' : 'private', host };
}
