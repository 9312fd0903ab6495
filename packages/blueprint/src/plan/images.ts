import { parse, stringify } from 'yaml';
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

/** Whether the pipeline writes into such a file. */
export function carriesImages(path: string): boolean {
  return carrierOf(path) !== undefined;
}

/** Whether a file says what it was rendered with, whatever the tags and digests are: those belong to the pipeline. */
export function isAsRendered(
  path: string,
  rendered: string,
  current: string,
): boolean {
  const carry = carrierOf(path);
  return (carry ? carry(rendered, current) : rendered) === current;
}

/** The words of a pipeline: an image's tag, and its digest where the manifest has a place for it. */
export interface Version {
  tag: string;
  digest?: string;
}

/** The version of an image that an overlay's or a chart's file says. */
export function versionIn(content: string, image: string): Version | undefined {
  const entry = imagesOf(content).get(image);
  const tag = entry?.newTag ?? /^ *tag: "?([^"\n]*)"?$/m.exec(content)?.[1];
  return tag === undefined
    ? undefined
    : {
        tag: String(tag),
        ...(entry?.digest ? { digest: String(entry.digest) } : {}),
      };
}

/** Such a file with another version of the image, and nothing else changed. */
export function withVersion(
  path: string,
  content: string,
  image: string,
  { tag, digest }: Version,
): string {
  const wanted = imagesOf(content).has(image)
    ? stringify({ images: [{ name: image, newTag: tag, digest }] })
    : `${/^ *(?=tag: )/m.exec(content)?.[0] ?? ''}tag: ${JSON.stringify(tag)}`;
  return carrierOf(path)?.(content, wanted) ?? content;
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
      if (
        name &&
        images.get(name)?.newTag !== undefined &&
        /^\s+digest: /.test(line)
      ) {
        // It is of the tag before.
        return [];
      }
      const image = field === 'newTag' && name ? images.get(name) : undefined;
      return image?.newTag === undefined
        ? [line]
        : [
            `${indent}newTag: ${JSON.stringify(String(image.newTag))}`,
            ...(image.digest
              ? [`${indent}digest: ${plain(image.digest)}`]
              : []),
          ];
    })
    .join('\n');
}

/** As the pipeline writes it, which has no quotes; what is no digest cannot become anything else than a value. */
function plain(digest: unknown): string {
  const text = String(digest);
  return /^[a-z0-9]+:[a-f0-9]+$/.test(text) ? text : JSON.stringify(text);
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
