import { namesTooLong, type NameTooLong } from '@slipway/model';
import { useCreatePlatform } from '../useCreatePlatform';

/** The form's other fields decide which names are made of the service's. */
export function useNamesTooLong(
  service: string,
  { environments, needs, type }: Record<string, unknown> = {},
): NameTooLong[] {
  const { platform } = useCreatePlatform();
  if (!platform) {
    return [];
  }
  const chosen =
    Array.isArray(environments) && environments.length > 0
      ? environments
      : platform.environments;
  return namesTooLong(service, platform.names ?? [], {
    clusters: chosen.map(({ cluster }) => String(cluster)),
    needs: Array.isArray(needs) ? needs.map(String) : [],
    ...(typeof type === 'string' && { type }),
  });
}
