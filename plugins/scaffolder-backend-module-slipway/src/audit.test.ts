import { mockServices } from '@backstage/backend-test-utils';
import { Actions } from './__testUtils__/actions';
import { audited, DEEDS } from './lib/audited';

const auditor = () => {
  const told: { how: string; options: any }[] = [];
  const keep = (how: string) => async (options: any) => {
    told.push({ how, options });
  };
  const service = mockServices.auditor.mock({
    createEvent: async options => {
      told.push({ how: 'begun', options });
      return { success: keep('success'), fail: keep('fail') };
    },
  });
  return { told, service };
};

const context = (input: object, isDryRun = false) => ({
  input,
  isDryRun,
  task: { id: 'a-task' },
  getInitiatorCredentials: async () => ({
    principal: { type: 'user', userEntityRef: 'user:default/ann' },
  }),
  output: () => {},
});

describe('The audit log', () => {
  /** An action in the place of one of ours. */
  const act = async (
    id: string,
    input: object,
    handler: (ctx: any) => Promise<void> = async () => {},
    isDryRun = false,
  ) => {
    const { told, service } = auditor();
    const action: any = audited({ id, handler } as any, service);
    await action.handler(context(input, isDryRun)).catch(() => {});
    return told;
  };

  it('knows every action that changes something outside, and no other', async () => {
    const actions = new Actions({});
    // What looks and what writes into the workspace alone.
    const harmless = [
      'slipway:spec:compose',
      'slipway:service:generate',
      'slipway:service:validate',
      'slipway:quota:check',
      'slipway:firstday:check',
      'slipway:repository:inspect',
      'slipway:catalog:await',
      'slipway:service:find',
    ];
    expect([...Object.keys(DEEDS), ...harmless].sort()).toEqual(
      Object.keys(actions.all).sort(),
    );
    for (const id of harmless) {
      expect(await act(id, {})).toEqual([]);
    }
    for (const [id, { kept }] of Object.entries(DEEDS)) {
      const { input, output } = actions.all[id].schema as any;
      const known = { ...input.properties, ...output?.properties };
      expect(Object.keys(known)).toEqual(expect.arrayContaining(kept));
    }
    await actions.end();
  });

  it('tells who made what, and what came of it, and keeps everything else to itself', async () => {
    const told = await act(
      'slipway:repository:publish',
      { owner: 'shop', name: 'parcels', description: 'a-secret' },
      async ctx => {
        ctx.output('commitHash', 'abc');
        ctx.output('remoteUrl', 'a-secret');
      },
    );
    expect(told).toEqual([
      {
        how: 'begun',
        options: {
          eventId: 'slipway-repository-publish',
          severityLevel: 'medium',
          meta: {
            createdBy: 'user:default/ann',
            taskId: 'a-task',
            owner: 'shop',
            name: 'parcels',
          },
        },
      },
      { how: 'success', options: { meta: { commitHash: 'abc' } } },
    ]);
  });

  it('tells what ended something, and that it failed', async () => {
    const error = new Error('Argo CD is down');
    const told = await act('slipway:gitops:remove', {}, async ctx => {
      ctx.output('applications', ['parcels-dev']);
      throw error;
    });
    expect(told).toEqual([
      {
        how: 'begun',
        options: expect.objectContaining({ severityLevel: 'high' }),
      },
      {
        how: 'fail',
        options: { error, meta: { applications: ['parcels-dev'] } },
      },
    ]);
  });

  it('tells nothing of a dry run', async () => {
    expect(
      await act('slipway:repository:archive', {}, undefined, true),
    ).toEqual([]);
  });
});
