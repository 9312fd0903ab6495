import type { RenderContext } from '../../context';

/** Who brings a new version to which environments. */
export interface Promotion {
  /** On every merge, by a commit of the pipeline. */
  onMerge: string[];
  /** By a pull request that the pipeline opens and a person merges. */
  byRequest: string[];
}

export function promotionOf({ environments }: RenderContext): Promotion {
  const names = (wanted: string) =>
    environments
      .filter(
        ({ name, delivery }) =>
          (delivery.promotion?.[name] ?? 'on-merge') === wanted,
      )
      .map(({ name }) => name);
  return { onMerge: names('on-merge'), byRequest: names('pull-request') };
}

/** Writes tag and digest into an overlay; sed, since every runner has it. $TAG, $DIGEST and $overlay are set. */
const SET_IMAGE = `sed -i -e '/^ *digest: /d' \\
  -e "s|^\\( *\\)newTag: .*|\\1newTag: \\"$TAG\\"\\n\\1digest: $DIGEST|" "$overlay"`;

/** Shell that sets the image in some overlays. */
export function setImages(
  { places }: RenderContext,
  environments: readonly string[],
): string {
  const overlay = places.overlay('$environment');
  return environments.length === 1
    ? `overlay=${places.overlay(environments[0])}/kustomization.yaml
${SET_IMAGE}
`
    : `for environment in ${environments.join(' ')}; do
  overlay=${overlay}/kustomization.yaml
${SET_IMAGE.replace(/^/gm, '  ')}
done
`;
}

/** The branch on which a version is proposed. */
export function proposalBranch(ctx: RenderContext, environment: string) {
  const shared = ctx.root || ctx.places.central;
  return `deploy/${shared ? `${ctx.name}-` : ''}${environment}`;
}

/** Shell: commits what was set, on top of whatever was pushed meanwhile. */
export function commitAndPush(what: string, push: string): string {
  return `git commit -am "${what} [skip ci]" || exit 0
# Somebody may push at the same moment: once more on top of that.
${push} || { git pull --rebase origin "$BRANCH" && ${push}; }
`;
}
