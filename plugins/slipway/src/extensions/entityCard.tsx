import type { Entity } from '@backstage/catalog-model';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { z } from 'zod';
import { surface, type Surface } from './surface';

export const amount = z.int().min(1).optional();

/** A card with what a portal may set of it; on its entity's page, or among other cards. */
export function entityCard(
  name: string,
  component: Surface,
  configSchema: Record<string, z.ZodOptional>,
  filter: (entity: Entity) => boolean,
  attachTo?: { id: string; input: string },
) {
  return EntityCardBlueprint.makeWithOverrides({
    name,
    ...(attachTo && { attachTo }),
    configSchema,
    factory: (original, { config }) =>
      original({
        type: 'content',
        filter,
        loader: () =>
          surface(component)().then(Card => {
            const settings = Object.keys(configSchema).map(key => [
              key,
              (config as Record<string, unknown>)[key],
            ]);
            return <Card {...Object.fromEntries(settings)} />;
          }),
      }),
  });
}
