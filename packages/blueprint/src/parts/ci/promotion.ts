import type { RenderContext } from '../../context';
import { byChart } from '../delivery/chart';

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

/** Writes the tag into a file of Helm values that has nothing but the image. $TAG and $values are set. */
const SET_VALUES = `sed -i "s|^\\( *\\)tag: .*|\\1tag: \\"$TAG\\"|" "$values"`;

/** Shell that sets the image in some environments. */
export function setImages(
  ctx: RenderContext,
  environments: readonly string[],
): string {
  const charted = byChart(ctx.environments).map(({ name }) => name);
  const of = (wanted: boolean) =>
    environments.filter(name => charted.includes(name) === wanted);
  const { overlay, values } = ctx.places;
  return [
    forEach(
      of(false),
      name => `overlay=${overlay(name)}/kustomization.yaml\n${SET_IMAGE}`,
    ),
    forEach(of(true), name => `values=${values(name)}\n${SET_VALUES}`),
  ].join('');
}

function forEach(
  environments: readonly string[],
  script: (environment: string) => string,
): string {
  if (environments.length < 2) {
    return environments.map(name => `${script(name)}\n`).join('');
  }
  return `for environment in ${environments.join(' ')}; do
${script('$environment').replace(/^/gm, '  ')}
done
`;
}

/** Charts have a place for the tag alone. */
export function withDigest({ environments }: RenderContext): boolean {
  return byChart(environments).length < environments.length;
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
