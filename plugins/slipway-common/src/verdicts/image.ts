import { ImageVersion, parseImageTag } from '@slipway/model';

export interface ImageReference extends ImageVersion {
  /** Without the digest. */
  image: string;
  tag?: string;
  digest?: string;
}

/** Takes `registry:5000/owner/name:tag@sha256:…` apart. */
export function parseImage(reference: string): ImageReference {
  const at = reference.indexOf('@');
  const image = at < 0 ? reference : reference.slice(0, at);
  const digest = at < 0 ? undefined : reference.slice(at + 1);
  // A colon before the last slash belongs to the registry's port.
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : image.slice(colon + 1);
  const version = tag
    ? parseImageTag(tag)
    : { version: digest?.replace(/^sha256:/, '').slice(0, 12) ?? 'latest' };
  return { image, tag, digest, ...version };
}
