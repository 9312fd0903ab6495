import { isMap, isSeq, parseDocument } from 'yaml';
import type { FileTree } from '@slipway/model';
import { KUSTOMIZATION_FILE } from './load';
import { OverlayError } from './overlayError';

/**
 * Sets an image's tag (and digest) in an overlay, as the generated workflow does after a build. Nothing else changes.
 */
export function setImage(
  tree: FileTree,
  overlay: string,
  image: string,
  tag: string,
  digest?: string,
): FileTree {
  const file = `${overlay}/${KUSTOMIZATION_FILE}`;
  if (!Object.hasOwn(tree, file)) {
    throw new OverlayError(file, 'the file is not there', 'Name an overlay');
  }
  const document = parseDocument(tree[file].content);
  const images = document.get('images');
  const entry = isSeq(images)
    ? images.items.find(item => isMap(item) && item.get('name') === image)
    : undefined;
  if (!isMap(entry)) {
    throw new OverlayError(
      file,
      `images has no entry for '${image}'`,
      'Add it with name: and newTag:',
    );
  }
  const quoted = document.createNode(tag);
  quoted.type = 'QUOTE_DOUBLE';
  entry.set('newTag', quoted);
  if (digest === undefined) {
    entry.delete('digest');
  } else {
    entry.set('digest', digest);
  }
  return {
    ...tree,
    [file]: { ...tree[file], content: document.toString({ lineWidth: 0 }) },
  };
}
