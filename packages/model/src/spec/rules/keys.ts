import { entries } from './problem';
import type { Problem } from './problem';

/** JavaScript's own name for what an object inherits from: as a key it would be lost on the way. */
export function keyProblems(
  value: unknown,
  path: (string | number)[],
): Problem[] {
  return entries(value).flatMap(([key, child]) =>
    key === '__proto__'
      ? [
          {
            rule: 'spec.key',
            path: [...path, key],
            message: `'${key}' cannot be a name`,
            remedy: 'Rename it',
            key: true,
          },
        ]
      : keyProblems(child, [...path, key]),
  );
}
