import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { platformServiceRef } from '@slipway/plugin-slipway-node';
import { loadTemplates } from './loadTemplates';
import { TemplateProvider } from './TemplateProvider';

/** The templates as entities, offered with what the platform of this portal has source for. */
export const catalogModuleSlipway = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'slipway',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        platform: platformServiceRef,
      },
      async init({ catalog, config, platform }) {
        const set = config.getOptionalConfig('slipway.templates');
        const { skeletons } = await platform.bundle();
        catalog.addEntityProvider(
          new TemplateProvider(
            await loadTemplates({
              owner: set?.getOptionalString('owner'),
              hidden: set?.getOptionalStringArray('hidden') ?? [],
              skeletons: Object.keys(skeletons),
            }),
          ),
        );
      },
    });
  },
});
