import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';

type Meta = Parameters<AuditorService['createEvent']>[0]['meta'];

interface Deed {
  /** What is kept of input and output: names and addresses that people see anyway. Whatever is not named here stays out. */
  kept: string[];
  /** It ends something. */
  ends?: true;
}

/** The actions that change something outside of their task. */
export const DEEDS: Record<string, Deed> = {
  'slipway:repository:publish': {
    kept: ['host', 'owner', 'name', 'commitHash'],
  },
  'slipway:branch:protect': { kept: ['host', 'owner', 'name', 'protected'] },
  'slipway:repository:propose': {
    kept: ['host', 'owner', 'name', 'branch', 'pullRequestUrl'],
  },
  'slipway:version:propose': {
    kept: ['environment', 'from', 'before', 'after', 'pullRequestUrl'],
  },
  'slipway:gitops:register': {
    kept: ['instance', 'applications', 'registered', 'pullRequestUrl'],
  },
  'slipway:catalog:register': { kept: ['catalogInfoUrl', 'entityRef'] },
  'slipway:gitops:remove': { kept: ['instance', 'applications'], ends: true },
  'slipway:repository:archive': {
    kept: ['host', 'owner', 'name'],
    ends: true,
  },
  'slipway:catalog:unregister': { kept: ['entityRef'], ends: true },
};

/**
 * Has the audit log tell who did what. The scaffolder's own events tell of a task as a whole; these tell what it did to
 * which system, and whether that came to pass.
 */
export function audited<T extends TemplateAction<any, any, any>>(
  action: T,
  auditor: AuditorService,
): T {
  const deed = DEEDS[action.id];
  if (!deed) {
    return action;
  }
  const keptOf = (values: object) =>
    Object.fromEntries(
      Object.entries(values).filter(
        ([key, value]) => deed.kept.includes(key) && value !== undefined,
      ),
    ) as Meta;
  return {
    ...action,
    async handler(ctx: ActionContext<any, any, any>) {
      if (ctx.isDryRun) {
        return action.handler(ctx);
      }
      const event = await auditor.createEvent({
        eventId: action.id.replaceAll(':', '-'),
        severityLevel: deed.ends ? 'high' : 'medium',
        meta: {
          createdBy: await userOf(ctx),
          taskId: ctx.task.id,
          ...keptOf(ctx.input),
        },
      });
      const output: Record<string, unknown> = {};
      try {
        await action.handler({
          ...ctx,
          output: (name: string, value: unknown) => {
            output[name] = value;
            ctx.output(name, value as any);
          },
        });
      } catch (error) {
        await event.fail({ error: error as Error, meta: keptOf(output) });
        throw error;
      }
      return event.success({ meta: keptOf(output) });
    },
  };
}

/** The scaffolder calls it so in its own events. */
async function userOf(ctx: ActionContext<any, any, any>): Promise<string> {
  const { principal } = (await ctx.getInitiatorCredentials()) as {
    principal?: { userEntityRef?: string; subject?: string };
  };
  return principal?.userEntityRef ?? principal?.subject ?? 'nobody';
}
