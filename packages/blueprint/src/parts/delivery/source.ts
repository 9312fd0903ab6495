import type { RenderContext } from '../../context';

/** The repository that Argo CD or Flux follow. */
export function manifestSource({ places, repository }: RenderContext): {
  url: string;
  branch: string;
} {
  return (
    places.central ?? { url: repository.cloneUrl, branch: repository.branch }
  );
}
