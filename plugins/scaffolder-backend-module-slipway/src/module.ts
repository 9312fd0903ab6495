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
import { createArchiveRepositoryAction } from './actions/archiveRepository';
import { createAwaitEntityAction } from './actions/awaitEntity';
import { createCheckFirstDayAction } from './actions/checkFirstDay';
import { createCheckQuotaAction } from './actions/checkQuota';
import { createComposeSpecAction } from './actions/composeSpec';
import { createFindServiceAction } from './actions/findService';
import { createGenerateServiceAction } from './actions/generateService';
import { createInspectRepositoryAction } from './actions/inspectRepository';
import { createProposeChangeAction } from './actions/proposeChange';
import { createProposeVersionAction } from './actions/proposeVersion';
import { createProtectBranchAction } from './actions/protectBranch';
import { createPublishRepositoryAction } from './actions/publishRepository';
import { createRegisterEntityAction } from './actions/registerEntity';
import { createRegisterGitopsAction } from './actions/registerGitops';
import { createRemoveGitopsAction } from './actions/removeGitops';
import { createUnregisterEntityAction } from './actions/unregisterEntity';
import { createValidateServiceAction } from './actions/validateService';
import { audited } from './lib/audited';
import { firstDayReader } from './lib/firstDay';
import { quotaReader } from './lib/quotas';

export const scaffolderModuleSlipway = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'slipway',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        discovery: coreServices.discovery,
        config: coreServices.rootConfig,
        platform: platformServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { actions, auditor, catalog, config, platform, userInfo } = deps;
        const made = [
          createComposeSpecAction({
            composer: createComposer({ config, platform }),
            catalog,
          }),
          createGenerateServiceAction({ platform }),
          createValidateServiceAction({ platform }),
          createCheckQuotaAction({ quotaOf: quotaReader(deps) }),
          createPublishRepositoryAction({ config }),
          createProtectBranchAction({ config }),
          createCheckFirstDayAction({
            platform,
            firstDayOf: firstDayReader(deps),
          }),
          createInspectRepositoryAction({ config }),
          createProposeChangeAction({ config }),
          createProposeVersionAction({ config, platform }),
          createRegisterGitopsAction({ config, platform }),
          createRegisterEntityAction({ catalog }),
          createAwaitEntityAction({ catalog }),
          createFindServiceAction({ config, catalog, userInfo }),
          createRemoveGitopsAction({ config }),
          createArchiveRepositoryAction({ config }),
          createUnregisterEntityAction({ catalog }),
        ];
        actions.addActions(...made.map(action => audited(action, auditor)));
      },
    });
  },
});
