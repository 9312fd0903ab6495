import { at, isPlain } from '../kubernetes';
import type { KubernetesObject } from '../kubernetes';

/** One entry of `images:`, in every container of the object. */
export function applyImage(
  object: KubernetesObject,
  entry: unknown,
): KubernetesObject {
  return object.kind === 'CustomResourceDefinition'
    ? object
    : (withImage(object, entry) as KubernetesObject);
}

function withImage(value: unknown, entry: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withImage(item, entry));
  }
  if (!isPlain(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      (key === 'containers' || key === 'initContainers') && Array.isArray(child)
        ? child.map(container =>
            isPlain(container) && typeof container.image === 'string'
              ? { ...container, image: renamed(container.image, entry) }
              : container,
          )
        : withImage(child, entry),
    ]),
  );
}

function renamed(image: string, entry: unknown): string {
  const parts = imageParts(image);
  if (parts.name !== at(entry, 'name')) {
    return image;
  }
  const text = (field: string) => {
    const value = at(entry, field);
    return value === undefined || value === null || value === ''
      ? undefined
      : String(value);
  };
  const tag = text('newTag');
  const digest = text('digest');
  const kept = tag || digest ? { tag, digest } : parts;
  return formatImage(text('newName') ?? parts.name, kept.tag, kept.digest);
}

export function imageParts(image: string) {
  const [, name, , tag, , digest] =
    /^(.+?)(:([^:/@]+))?(@(.+))?$/.exec(image) ?? [];
  return { name: name ?? image, tag, digest };
}

function formatImage(name: string, tag?: string, digest?: string): string {
  return `${name}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}
