import { parse } from 'yaml';
import type { FileTree } from '@slipway/model';
import { isPlain } from '../kubernetes';
import type { Plain } from '../kubernetes';

/** Rendered overlays and values with the tags and digests that a folder has: those belong to the pipeline. */
export function carryImages(rendered: FileTree, folder: FileTree): FileTree {
  return Object.fromEntries(
    Object.entries(rendered).map(([path, file]) => {
      const current = Object.hasOwn(folder, path) ? folder[path] : undefined;
      const carry = current && carrierOf(path);
      return [
        path,
        carry
          ? { ...file, content: carry(file.content, current.content) }
          : file,
      ];
    }),
  );
}

/** How the pipeline's words are taken over, in files that it writes into. */
function carrierOf(path: string) {
  if (/(^|\/)kustomization\.yaml$/.test(path)) {
    return withImages;
  }
  return /(^|\/)values\/[^/]+(\/[^/]+)?\.yaml$/.test(path)
    ? withTag
    : undefined;
}

/** In a file of values that has nothing but the image there is one tag. */
function withTag(text: string, current: string): string {
  const [line] = /^ *tag: .*$/m.exec(current) ?? [];
  return line ? text.replace(/^ *tag: .*$/m, () => line) : text;
}

/** Lines are changed rather than the document written anew, so that nothing else of the file moves. */
function withImages(text: string, current: string): string {
  const images = imagesOf(current);
  let name: string | undefined;
  return text
    .split('\n')
    .flatMap(line => {
      const [, indent, field, value] =
        /^(\s+)(?:- )?(name|newTag): "?([^"]*)"?$/.exec(line) ?? [];
      if (field === 'name') {
        name = value;
      }
      const image = field === 'newTag' && name ? images.get(name) : undefined;
      return image?.newTag === undefined
        ? [line]
        : [
            `${indent}newTag: "${image.newTag}"`,
            ...(image.digest ? [`${indent}digest: ${image.digest}`] : []),
          ];
    })
    .join('\n');
}

function imagesOf(text: string): Map<string, Plain> {
  try {
    const images = parse(text)?.images;
    return new Map(
      (Array.isArray(images) ? images : [])
        .filter(isPlain)
        .map(image => [String(image.name), image]),
    );
  } catch {
    // What cannot be read has no tags to keep; that it cannot be read is found elsewhere.
    return new Map();
  }
}
