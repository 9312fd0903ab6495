import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  createComposer,
  platformServiceRef,
} from '@slipway/plugin-slipway-node';
import { createComposeSpecAction } from './actions/composeSpec';
import { createGenerateServiceAction } from './actions/generateService';
import { createPublishRepositoryAction } from './actions/publishRepository';
import { createRegisterEntityAction } from './actions/registerEntity';
import { createRegisterGitopsAction } from './actions/registerGitops';
import { createValidateServiceAction } from './actions/validateService';

export const scaffolderModuleSlipway = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'slipway',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        platform: platformServiceRef,
      },
      async init({ actions, catalog, config, platform }) {
        actions.addActions(
          createComposeSpecAction({
            composer: createComposer({ config, platform }),
            catalog,
          }),
          createGenerateServiceAction({ platform }),
          createValidateServiceAction({ platform }),
          createPublishRepositoryAction({ config }),
          createRegisterGitopsAction({ config }),
          createRegisterEntityAction({ catalog }),
        );
      },
    });
  },
});
