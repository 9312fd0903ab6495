import { join } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  applicationsIn,
  otherDelivery,
  refuseOthers,
} from '../lib/applications';
import { argoInstances } from '@slipway/plugin-slipway-node';
import { argoApi, chooseArgoInstance } from '../lib/argocd';
import { CENTRAL, readTree } from '../lib/workspace';
import { examples } from './removeGitops.examples';

/** Ends what Argo CD deploys of a service. One that is gone already is no failure, so the step may be run again. */
export function createRemoveGitopsAction(deps: {
  config: Config;
  timeLimit?: number;
}) {
  return createTemplateAction({
    id: 'slipway:gitops:remove',
    description:
      'Removes the Argo CD Applications of the service, and what they brought into the clusters; backups lie elsewhere and stay',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: z =>
          z
            .string()
            .optional()
            .describe('An Argo CD of the portal; the first when left out'),
        endedByHand: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Somebody says that what Flux or kubectl delivered was ended',
            ),
      },
      output: {
        applications: z =>
          z.array(z.string()).describe('The names of the Applications'),
      },
    },
    async handler(ctx) {
      const { tree: own } = await readTree(ctx.workspacePath);
      const { tree: central } = await readTree(
        join(ctx.workspacePath, CENTRAL),
      );
      const isCentral = Object.keys(central).length > 0;
      const tree = isCentral ? central : own;
      const other = otherDelivery(tree);
      if (other && !ctx.input.endedByHand) {
        throw new InputError(
          `${other.who} delivers this service, which cannot be ended from here. On each cluster: ${other.end}. Then start over, and say that it is done.`,
        );
      }
      if (other) {
        ctx.logger.info(`Taken as ended by hand: what ${other.who} delivered`);
        ctx.output('applications', []);
        return;
      }
      const instance = chooseArgoInstance(
        argoInstances(deps.config),
        ctx.input.instance,
      );
      const applications = applicationsIn(tree);
      const names = applications.map(({ metadata }) => metadata.name);
      const of = `Argo CD instance '${instance.name}'`;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would remove ${names.join(', ')} from ${of}`);
      } else {
        const { signal } = ctx;
        const { timeLimit } = deps;
        const api = await argoApi(instance, { signal, timeLimit });
        await refuseOthers(
          api,
          instance.name,
          applications,
          'Ask whose it is; it is not ended with this service',
        );
        for (const application of applications) {
          const { name } = application.metadata;
          const live = await api.find(application);
          if (live) {
            await api.remove(application);
          }
          ctx.logger.info(
            live
              ? `Removed ${name} from ${of}`
              : `${of} has no ${name} any more`,
          );
        }
      }
      if (isCentral) {
        ctx.logger.info(
          'What lies in the GitOps repository deploys nothing any more: remove it there',
        );
      }
      ctx.output('applications', names);
    },
  });
}
