import { shapeNamed } from './table';
import type { Shape } from './types';

/** The shape of what a map has under a key; undefined where that is not known. */
export function fieldShape(
  shape: Shape | undefined,
  key: string,
): Shape | undefined {
  const name =
    shape?.fields && Object.hasOwn(shape.fields, key)
      ? shape.fields[key]
      : shape?.values;
  return name === undefined ? undefined : shapeNamed(name);
}

export function itemShape(shape: Shape | undefined): Shape | undefined {
  return shape?.items === undefined ? undefined : shapeNamed(shape.items);
}
