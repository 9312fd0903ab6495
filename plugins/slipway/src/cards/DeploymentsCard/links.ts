import type { Entity } from '@backstage/catalog-model';
import { entityAnnotations } from '@slipway/model';

/** Only what a browser may be sent to: annotations are written by anybody. */
export function httpLink(value: string | undefined): string | undefined {
  if (!value || !URL.canParse(value)) {
    return undefined;
  }
  const { protocol } = new URL(value);
  return protocol === 'http:' || protocol === 'https:' ? value : undefined;
}

export function buildsLink(entity: Entity): string | undefined {
  return httpLink(entity.metadata.annotations?.[entityAnnotations.builds]);
}

/** The repository's page, from the place that the entity was read from. */
export function repositoryLink(entity: Entity): string | undefined {
  const location =
    entity.metadata.annotations?.[entityAnnotations.sourceLocation];
  const url = httpLink(location?.replace(/^url:/, ''));
  // Owner and repository may themselves be called `src` or `tree`.
  return url
    ?.replace(
      /^(https?:\/\/[^/]+\/[^/]+\/.+?)\/(-\/)?(src|tree|blob)\/.*$/,
      '$1',
    )
    .replace(/\/$/, '');
}

export function commitLink(entity: Entity, commit: string): string | undefined {
  const repository = repositoryLink(entity);
  return repository && `${repository}/commit/${commit}`;
}
