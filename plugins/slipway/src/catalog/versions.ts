import type { FleetService } from '@slipway/plugin-slipway-common';

/** Which version runs where; said once, without a place, where all run the same. */
export function versionsOf({
  environments,
}: FleetService): { environment?: string; version: string }[] {
  const all = environments.flatMap(({ name, versions }) =>
    versions.length > 0
      ? [{ environment: name, version: versions.join(', ') }]
      : [],
  );
  const [first] = all;
  return all.length === environments.length &&
    all.every(({ version }) => version === first?.version)
    ? all.slice(0, 1).map(({ version }) => ({ version }))
    : all;
}
