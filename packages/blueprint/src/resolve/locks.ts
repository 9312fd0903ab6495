import type { Finding, Lock } from '@slipway/model';
import type { EnvironmentContext } from '../context';

/** What a spec says otherwise than its platform, where the platform lets nobody say otherwise. */
export function lockFindings(
  environments: readonly EnvironmentContext[],
  locks: readonly Lock[],
): Finding[] {
  return (locks.length ? environments : []).flatMap(({ name, origins }) =>
    Object.entries(origins)
      .filter(([, origin]) => origin === 'spec' || origin === 'environment')
      .flatMap(([path, origin]) => {
        const lock = locks.find(one => covers(one.path, path));
        return lock
          ? [
              {
                rule: 'bundle.locked',
                severity: 'error' as const,
                message: `'${path}' is locked by the platform (${lock.path}): ${lock.reason}`,
                remedy: 'Remove it from the spec, or ask the platform team',
                path:
                  origin === 'spec'
                    ? `spec.${path}`
                    : `spec.environments.${name}.${path}`,
              },
            ]
          : [];
      }),
  );
}

/** Whether a value is the locked one, or a part of it; `*` stands for any name. */
function covers(lock: string, path: string): boolean {
  const names = path.split('.');
  return lock
    .split('.')
    .every((name, index) => name === '*' || name === names[index]);
}
