import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createAnnounceAction } from './actions/announce';

export const acmeModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'acme',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ actions, config }) {
        actions.addActions(createAnnounceAction({ config }));
      },
    });
  },
});
