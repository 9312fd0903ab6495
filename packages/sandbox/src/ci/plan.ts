import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { setImage } from '@slipway/blueprint';
import { FileTree } from '@slipway/model';

const WORKFLOW_FILE = '.github/workflows/ci.yaml';
const OVERLAY = /^deploy\/overlays\/[^/]+\/kustomization\.yaml$/;

/** Whether the generated workflow would run: it lies there, and more than image tags changed. */
export function wouldRun(paths: string[], tree: FileTree): boolean {
  return (
    Object.hasOwn(tree, WORKFLOW_FILE) &&
    paths.some(path => !OVERLAY.test(path))
  );
}

export function isSkipped(message: string): boolean {
  return message.includes('[skip ci]');
}

/** As `git describe` would say it. */
export function tagOf(run: number, sha: string): string {
  return `0.1.${run}-g${sha.slice(0, 7)}`;
}

/** The image that the workflow pushes, from its own text. */
export function imageOfTree(tree: FileTree): string | undefined {
  const file = tree[WORKFLOW_FILE];
  if (!file) {
    return undefined;
  }
  const image = parse(file.content)?.env?.IMAGE;
  return typeof image === 'string' ? image : undefined;
}

/** The overlays with the new tag in each that names the image. */
export function withTag(tree: FileTree, image: string, tag: string): FileTree {
  const changed: FileTree = {};
  for (const path of Object.keys(tree).filter(p => OVERLAY.test(p))) {
    const images = parse(tree[path].content)?.images;
    const names = Array.isArray(images) && images.some(i => i?.name === image);
    if (names) {
      const folder = path.slice(0, path.lastIndexOf('/'));
      const next = setImage(tree, folder, image, tag)[path];
      if (next.content !== tree[path].content) {
        changed[path] = next;
      }
    }
  }
  return changed;
}

/** No image is built, so no bits to digest: the name stands for them. */
export function digestOf(image: string, tag: string): string {
  return `sha256:${createHash('sha256')
    .update(`${image}:${tag}`)
    .digest('hex')}`;
}
