import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parse } from 'yaml';
import {
  argoInstances,
  chooseArgoInstance,
  upsertApplications,
} from '../lib/argocd';
import { readTree } from '../lib/workspace';
import { examples } from './registerGitops.examples';

const APPLICATIONS = /^deploy\/argocd\/[^/]+\.yaml$/;

/** Hands the workspace's Applications to Argo CD. Creating one that is there already changes nothing. */
export function createRegisterGitopsAction(deps: { config: Config }) {
  return createTemplateAction({
    id: 'slipway:gitops:register',
    description:
      'Registers the Argo CD Applications in deploy/argocd with an instance of the portal',
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
      const instance = chooseArgoInstance(
        argoInstances(deps.config),
        ctx.input.instance,
      );
      const tree = await readTree(ctx.workspacePath);
      const applications = Object.keys(tree)
        .filter(path => APPLICATIONS.test(path))
        .map(path => parse(tree[path].content));
      if (applications.length === 0) {
        throw new InputError(
          'The workspace has no deploy/argocd/*.yaml; run slipway:service:generate before this step',
        );
      }
      const names: string[] = applications.map(({ metadata }) => metadata.name);
      if (!ctx.isDryRun) {
        await upsertApplications(instance, applications, ctx.signal);
      }
      ctx.logger.info(
        `${ctx.isDryRun ? 'Would register' : 'Registered'} ${names.join(
          ', ',
        )} with Argo CD instance '${instance.name}'`,
      );
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
