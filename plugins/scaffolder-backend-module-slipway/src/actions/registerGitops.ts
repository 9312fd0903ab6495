import type { Config } from '@backstage/config';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  applicationsIn,
  otherDelivery,
  refuseOthers,
} from '../lib/applications';
import { argoApi, argoInstances, chooseArgoInstance } from '../lib/argocd';
import { readTree } from '../lib/workspace';
import { examples } from './registerGitops.examples';

/** Hands the workspace's Applications to Argo CD. Creating one that is there already changes nothing. */
export function createRegisterGitopsAction(deps: {
  config: Config;
  timeLimit?: number;
}) {
  return createTemplateAction({
    id: 'slipway:gitops:register',
    description:
      'Registers the Argo CD Applications in deploy/argocd with an instance of the portal; says what to do where Flux or kubectl delivers',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: z =>
          z
            .string()
            .optional()
            .describe('An Argo CD of the portal; the first when left out'),
      },
      output: {
        applications: z =>
          z.array(z.string()).describe('The names of the Applications'),
        deploymentUrl: z =>
          z.string().optional().describe('Where the first Application is seen'),
      },
    },
    async handler(ctx) {
      const { tree } = await readTree(ctx.workspacePath);
      const other = otherDelivery(tree);
      if (other) {
        ctx.logger.info(
          `${other.who} delivers this service, and not Argo CD. On each cluster: ${other.begin}`,
        );
        ctx.output('applications', []);
        return;
      }
      const instance = chooseArgoInstance(
        argoInstances(deps.config),
        ctx.input.instance,
      );
      const applications = applicationsIn(tree);
      const names = applications.map(({ metadata }) => metadata.name);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would register ${names.join(', ')} with Argo CD instance '${
            instance.name
          }'`,
        );
      } else {
        const { signal } = ctx;
        const { timeLimit } = deps;
        const api = await argoApi(instance, { signal, timeLimit });
        await refuseOthers(
          api,
          instance.name,
          applications,
          'Choose another name for the service or the environment',
        );
        for (const application of applications) {
          await api.upsert(application);
          ctx.logger.info(
            `Registered ${application.metadata.name} with Argo CD instance '${instance.name}'`,
          );
        }
      }
      ctx.output('applications', names);
      if (instance.frontendUrl) {
        const { name, namespace } = applications[0].metadata;
        ctx.output(
          'deploymentUrl',
          `${instance.frontendUrl}/applications/${namespace}/${name}`,
        );
      }
    },
  });
}
