import type { RenderContext } from '../../context';
import { managed } from '../../files';
import type { Part } from '../part';
import { actions } from './actions';

/** The pipeline: test, build, push, and commit the tag that was pushed. Gitea reads GitHub's workflows too. */
export const ciPart: Part = {
  name: 'ci',
  files(ctx) {
    return ctx.service.spec.repository.host === 'gitlab'
      ? []
      : [managed('.github/workflows/ci.yaml', workflow(ctx))];
  },
};

const use = ({ uses, release }: { uses: string; release: string }) =>
  `uses: ${uses} # ${release}`;

/** An expression of the workflow language, which is not one of this file's. */
const expression = (text: string) => `\${{ ${text} }}`;

function workflow(ctx: RenderContext): string {
  const registry = ctx.image.slice(0, ctx.image.indexOf('/'));
  const ghcr = registry === 'ghcr.io';
  const username = ghcr ? 'github.actor' : 'secrets.REGISTRY_USERNAME';
  const password = ghcr ? 'secrets.GITHUB_TOKEN' : 'secrets.REGISTRY_PASSWORD';
  const tag = expression('steps.version.outputs.tag');
  return `name: ci

on:
  pull_request:
  push:
    branches: ['${ctx.repository.branch}']
    # A commit that changes nothing but tags needs no build; the pipeline's own commits are such.
    paths-ignore: ['deploy/overlays/*/kustomization.yaml']

permissions:
  contents: read

concurrency:
  group: ci-${expression('github.ref')}
  cancel-in-progress: ${expression("github.event_name == 'pull_request'")}

jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - ${use(actions.checkout)}
        with:
          persist-credentials: false
      - ${use(actions.setupGo)}
        with:
          go-version-file: go.mod
      - run: go vet ./...
      - run: go test -race ./...

  image:
    needs: test
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: write${ghcr ? '\n      packages: write' : ''}
    env:
      IMAGE: '${ctx.image}'
    steps:
      - ${use(actions.checkout)}
      - id: version
        run: echo "tag=0.1.\${GITHUB_RUN_NUMBER}-g\${GITHUB_SHA::7}" >> "$GITHUB_OUTPUT"
      - ${use(actions.setupBuildx)}
      - ${use(actions.login)}
        with:
          registry: '${registry}'
          username: ${expression(username)}
          password: ${expression(password)}
      - ${use(actions.buildPush)}
        with:
          context: .
          push: true
          tags: ${expression('env.IMAGE')}:${tag}
          build-args: VERSION=${tag}
          cache-from: type=gha
          cache-to: type=gha,mode=max
      - name: Commit the tag to every overlay
        env:
          TAG: ${tag}
          BRANCH: ${expression('github.ref_name')}
        run: |
          git config user.name 'github-actions[bot]'
          git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
          git pull --rebase origin "$BRANCH"
          for overlay in deploy/overlays/*/kustomization.yaml; do
            yq -i '(.images[] | select(.name == strenv(IMAGE)) | .newTag) = strenv(TAG)' "$overlay"
          done
          git add deploy/overlays
          git diff --cached --quiet || git commit -m "Deploy $TAG [skip ci]"
          # Someone may have pushed meanwhile: once more on top of that.
          git push origin "HEAD:$BRANCH" || { git pull --rebase origin "$BRANCH" && git push origin "HEAD:$BRANCH"; }
`;
}
