import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

const LOCATION = 'slipway:templates';

/** Gives the catalog all templates at once, so that one that is no more offered goes. */
export class TemplateProvider implements EntityProvider {
  constructor(private readonly templates: readonly Entity[]) {}

  getProviderName(): string {
    return 'slipway-templates';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await connection.applyMutation({
      type: 'full',
      entities: this.templates.map(({ metadata, ...template }) => ({
        locationKey: LOCATION,
        entity: {
          ...template,
          metadata: {
            ...metadata,
            annotations: {
              [ANNOTATION_LOCATION]: LOCATION,
              [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
            },
          },
        },
      })),
    });
  }
}
