import type { Config } from '@backstage/config';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Platform } from '@slipway/plugin-slipway-node';
import {
  applicationsIn,
  otherDelivery,
  refuseOthers,
} from '../lib/applications';
import { applicationLink, argoInstances } from '@slipway/plugin-slipway-node';
import { argoApi, chooseArgoInstance } from '../lib/argocd';
import { centralHalf, proposeCentral } from '../lib/central';
import { fluxHalf, proposeFlux } from '../lib/flux';
import { readTree } from '../lib/workspace';
import { examples } from './registerGitops.examples';

/** Hands the workspace's Applications to Argo CD. Creating one that is there already changes nothing. */
export function createRegisterGitopsAction(deps: {
  config: Config;
  platform: Platform;
  timeLimit?: number;
}) {
  const { config, platform, timeLimit } = deps;
  return createTemplateAction({
    id: 'slipway:gitops:register',
    description:
      "Registers the Argo CD Applications of the service with an instance of the portal; says what to do where kubectl delivers. Where Flux delivers from the service's own repository, it opens a pull request in the one that the clusters' Flux reads, if the platform's bundle says which. Where manifests lie in a GitOps repository it opens a pull request there, and registers once that is merged",
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
        registered: z =>
          z.boolean().describe('Whether Argo CD has its Applications'),
        proposed: z =>
          z
            .boolean()
            .describe(
              'Whether people have to decide about its manifests first',
            ),
        pullRequestUrl: z =>
          z
            .string()
            .optional()
            .describe(
              'Where people decide about the manifests, in the GitOps repository',
            ),
        deploymentUrl: z =>
          z.string().optional().describe('Where the first Application is seen'),
      },
    },
    async handler(ctx) {
      // Always said, so that a template may ask.
      ctx.output('proposed', false);
      ctx.output('registered', false);
      const { tree: own } = await readTree(ctx.workspacePath);
      const central = await centralHalf(ctx.workspacePath, own, platform);
      if (central && ctx.isDryRun) {
        ctx.logger.info(`Would open a pull request in ${central.url}`);
      } else if (central) {
        const request = await proposeCentral(central, {
          config,
          limits: { signal: ctx.signal, timeLimit },
          logger: ctx.logger,
          folder: () => ctx.createTemporaryDirectory(),
        });
        if (request) {
          ctx.logger.info(
            'Once it is merged, start this task over: it then registers the deployments, and recognizes the rest',
          );
          ctx.output('proposed', true);
          ctx.output('pullRequestUrl', request.url);
          ctx.output('applications', []);
          return;
        }
      }
      const flux = central ? undefined : await fluxHalf(own, platform);
      if (flux && ctx.isDryRun) {
        ctx.logger.info(`Would open a pull request in ${flux.url}`);
        ctx.output('applications', []);
        return;
      }
      if (flux) {
        const request = await proposeFlux(flux, {
          config,
          limits: { signal: ctx.signal, timeLimit },
          logger: ctx.logger,
          folder: () => ctx.createTemporaryDirectory(),
        });
        if (request) {
          ctx.logger.info('Flux delivers the service once it is merged');
          ctx.output('proposed', true);
          ctx.output('pullRequestUrl', request.url);
        }
        ctx.output('applications', []);
        return;
      }
      const tree = central?.tree ?? own;
      const other = otherDelivery(tree);
      if (other) {
        ctx.logger.info(
          `${other.who} delivers this service, and not Argo CD. On each cluster: ${other.begin}`,
        );
        ctx.output('applications', []);
        return;
      }
      const instance = chooseArgoInstance(
        argoInstances(config),
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
      ctx.output('registered', true);
      ctx.output('applications', names);
      const link = applicationLink(instance, applications[0].metadata);
      if (link) {
        ctx.output('deploymentUrl', link);
      }
    },
  });
}
