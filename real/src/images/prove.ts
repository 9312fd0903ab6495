import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { evaluateOverlay } from '@slipway/blueprint';
import type { FileTree } from '@slipway/model';
import { overlaysOf, writeTree } from '../judges/files';
import { basesOf } from './bases';
import { Build, numbersOf } from './build';
import { startsOf } from './container';
import { planOf } from './dockerfile';
import { problemsOf } from './start';

export interface Proof {
  /** What of this machine stood for which image. */
  stands: Record<string, string>;
  problems: string[];
}

const DOCKERFILE = 'Dockerfile';

/**
 * Builds the image of a repository without Docker, and starts what the manifests start of it. The Dockerfile is read by
 * BuildKit itself; its steps are done in roots that hold what the stage has and no more. What cannot be had is the base
 * images: the system and the languages of this machine stand for them, which is told.
 */
export async function prove(tree: FileTree, target?: string): Promise<Proof> {
  const work = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-image-'));
  const bases = basesOf(tree[DOCKERFILE].content);
  const stands = Object.fromEntries(
    Object.entries(bases).map(([image, base]) => [image, base.stands]),
  );
  try {
    const repository = path.join(work, 'repository');
    await writeTree(tree, repository);
    const configs = Object.fromEntries(
      Object.entries(bases).map(([image, { config }]) => [image, config]),
    );
    const plan = await planOf(repository, configs, target);
    const layer = await new Build(repository, work, bases).run(plan);
    const problems = [...plan.warnings];
    if (!target) {
      if (numbersOf(plan.image.User)[0] === 0) {
        problems.push('the image runs as root');
      }
      const [overlay] = overlaysOf(tree);
      for (const start of startsOf(evaluateOverlay(tree, overlay))) {
        problems.push(...(await problemsOf(start, layer, plan.image)));
      }
    }
    return { stands, problems };
  } catch (error) {
    return { stands, problems: [String(error)] };
  } finally {
    await fs.rm(work, { recursive: true, force: true });
  }
}
