import type { Bind } from './chamber';
import type { ImageConfig } from './dockerfile';
import { distroless } from './distroless';
import { toolchains } from './toolchains';

/** What stands on this machine for an image that nobody can pull here. */
export interface Base {
  config: ImageConfig;
  /** Said to whoever reads the outcome. */
  stands: string;
  /** Folders of the machine that lie over the root. */
  binds: readonly Bind[];
  /** Folders that the image has empty, where the machine has something. */
  memory?: readonly string[];
  /** Puts into an empty root what the image has besides. */
  fill(root: string): Promise<void>;
}

/** Undefined where the machine lacks what the image has. */
export type FindBase = () => Base | undefined;

const known: [RegExp, FindBase][] = [
  [/\/golang:/, toolchains.go],
  [/\/node:.*-slim$/, toolchains.node],
  [/\/python:/, toolchains.python],
  [/\/maven:/, toolchains.maven],
  [/\/static-debian/, distroless.system],
  [/\/nodejs\d+-debian/, distroless.node],
  [/\/python3-debian/, distroless.python],
  [/\/java\d+-debian/, distroless.java],
];

/** The base for each image that a Dockerfile names; what is not known is left out, and BuildKit then says so. */
export function basesOf(text: string): Record<string, Base> {
  const named = text.match(/(?<=^FROM (--\S+ )?)[^\s-]\S+/gm) ?? [];
  return Object.fromEntries(
    named.flatMap(image => {
      const [, find] = known.find(([pattern]) => pattern.test(image)) ?? [];
      const base = find?.();
      return base ? [[image, base]] : [];
    }),
  );
}
