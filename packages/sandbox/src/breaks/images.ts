import { setImage } from '@slipway/blueprint';
import { digestOf, imageOfTree } from '../ci/plan';
import { repositoryOf } from './find';
import { Break, Scene, UnknownWish, Wish } from './types';

/** Somebody who tries something, in a hurry. */
const HURRIED = { name: 'On call', email: 'on-call@shop.example' };

export const badImage: Break = {
  title: 'A tag that nobody built is deployed',
  about: ['service', 'environment'],
  break: (scene, wish) =>
    setTag(
      scene,
      wish,
      ({ commit }) => nextTag(commit),
      `Try the next ${wish.service} in ${wish.environment}`,
    ),
  heal: backToBuilt,
};

export const crashLoop: Break = {
  title: 'A version that ends as soon as it starts is deployed',
  about: ['service', 'environment'],
  async break(scene, wish) {
    const { registry } = scene.platform;
    await setTag(
      scene,
      wish,
      ({ image, commit }) => {
        const tag = nextTag(commit);
        registry.add({
          repository: image,
          tag,
          digest: digestOf(image, tag),
          commit,
          builtAt: scene.clock.now().toISOString(),
          workingSetBytes: 0,
          exitCode: 1,
        });
        return tag;
      },
      `Try the next ${wish.service} in ${wish.environment}`,
    );
  },
  heal: backToBuilt,
};

/** A push is all that it takes: the pipeline builds, and the rollout goes on step by step. */
export const newVersion: Break = {
  title: 'A new version is pushed',
  about: ['service'],
  heals: false,
  async break(scene, wish) {
    const repository = repositoryOf(scene, wish);
    const parent = await repository.tip();
    const before = parent ? await repository.git.readTree(parent) : {};
    const changes = before['CHANGELOG.md']?.content ?? '# Changes\n\n';
    await repository.commit({
      parent,
      author: HURRIED,
      message: `Answer faster where nothing has changed\n`,
      date: scene.clock.now(),
      changes: {
        'CHANGELOG.md': {
          content: `${changes}- Answer faster where nothing has changed\n`,
        },
      },
    });
  },
  heal: () => undefined,
};

/** As the next release would be called. */
function nextTag(commit: string): string {
  return `0.2.0-g${commit.slice(0, 7)}`;
}

async function backToBuilt(scene: Scene, wish: Wish): Promise<void> {
  await setTag(
    scene,
    wish,
    ({ newest }) => newest,
    `Go back to what was built in ${wish.environment}`,
  );
}

/** Writes a tag into one overlay, as a person would who edits it. */
async function setTag(
  scene: Scene,
  wish: Wish,
  choose: (of: { image: string; newest: string; commit: string }) => string,
  subject: string,
): Promise<void> {
  const repository = repositoryOf(scene, wish);
  const parent = await repository.tip();
  const tree = parent ? await repository.git.readTree(parent) : {};
  const image = imageOfTree(tree);
  const folder = `deploy/overlays/${wish.environment}`;
  const newest = scene.platform.registry
    .state()
    .filter(
      ({ repository: of, exitCode }) => of === image && exitCode === undefined,
    )
    .at(-1)?.tag;
  if (!parent || !image || !newest || !tree[`${folder}/kustomization.yaml`]) {
    throw new UnknownWish(
      `${wish.service} has no overlay ${wish.environment}, or was never built`,
    );
  }
  const changes = setImage(
    tree,
    folder,
    image,
    choose({ image, newest, commit: parent }),
  );
  await repository.commit({
    parent,
    author: HURRIED,
    message: `${subject}\n`,
    date: scene.clock.now(),
    changes,
  });
}
