import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createComposer, createPlatform } from '@slipway/plugin-slipway-node';
import { loadBuiltInBundle } from '@slipway/skeletons';
import { createArchiveRepositoryAction } from '../actions/archiveRepository';
import { createAwaitEntityAction } from '../actions/awaitEntity';
import { createCheckFirstDayAction } from '../actions/checkFirstDay';
import { createCheckQuotaAction } from '../actions/checkQuota';
import { createComposeSpecAction } from '../actions/composeSpec';
import { createFindServiceAction } from '../actions/findService';
import { createGenerateServiceAction } from '../actions/generateService';
import { createInspectRepositoryAction } from '../actions/inspectRepository';
import { createProposeChangeAction } from '../actions/proposeChange';
import { createProposeVersionAction } from '../actions/proposeVersion';
import { createProtectBranchAction } from '../actions/protectBranch';
import { createPublishRepositoryAction } from '../actions/publishRepository';
import { createRegisterEntityAction } from '../actions/registerEntity';
import { createRegisterGitopsAction } from '../actions/registerGitops';
import { createRemoveGitopsAction } from '../actions/removeGitops';
import { createUnregisterEntityAction } from '../actions/unregisterEntity';
import { createValidateServiceAction } from '../actions/validateService';
import { firstDayReader } from '../lib/firstDay';
import { quotaReader } from '../lib/quotas';

const entity = (kind: string, name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: { owner: 'group:default/team-web' },
});

/** The actions of the module as a portal with this configuration has them, each run in a folder of its own. */
export class Actions {
  readonly all: Record<string, TemplateAction<any, any, any>>;
  readonly catalog;
  /** Where the state back end is; nothing listens there until a test says so. */
  slipway = 'http://127.0.0.1:1';
  private readonly folders: string[] = [];

  constructor(config: object, timeLimit?: number) {
    const root = mockServices.rootConfig({ data: config });
    const platform = createPlatform(loadBuiltInBundle);
    this.catalog = catalogServiceMock({
      entities: [
        entity('Group', 'team-web'),
        entity('Group', 'team-pay'),
        entity('System', 'shop'),
        entity('Component', 'payments'),
      ],
    });
    const { catalog } = this;
    const state = {
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => this.slipway,
      }),
    };
    const made = [
      createComposeSpecAction({
        composer: createComposer({ config: root, platform }),
        catalog,
      }),
      createGenerateServiceAction({ platform }),
      createValidateServiceAction({ platform }),
      createCheckQuotaAction({
        quotaOf: quotaReader(state),
      }),
      createPublishRepositoryAction({ config: root, timeLimit }),
      createProtectBranchAction({ config: root, timeLimit }),
      createCheckFirstDayAction({
        platform,
        firstDayOf: firstDayReader(state),
      }),
      createInspectRepositoryAction({ config: root, timeLimit }),
      createProposeChangeAction({ config: root, timeLimit }),
      createProposeVersionAction({ config: root, platform, timeLimit }),
      createRegisterGitopsAction({ config: root, platform, timeLimit }),
      createRegisterEntityAction({ catalog }),
      createAwaitEntityAction({ catalog }),
      createFindServiceAction({
        config: root,
        catalog,
        userInfo: mockServices.userInfo({
          ownershipEntityRefs: ['group:default/team-web'],
        }),
        timeLimit,
      }),
      createRemoveGitopsAction({ config: root, timeLimit }),
      createArchiveRepositoryAction({ config: root, timeLimit }),
      createUnregisterEntityAction({ catalog }),
    ];
    this.all = Object.fromEntries(made.map(action => [action.id, action]));
  }

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-workspace-'));
    this.folders.push(folder);
    return folder;
  }

  /** What the action put out; rejects as the action does. */
  async run(
    id: string,
    input: object,
    options: {
      workspacePath?: string;
      isDryRun?: boolean;
      signal?: AbortSignal;
    } = {},
  ): Promise<Record<string, unknown>> {
    const output: Record<string, unknown> = {};
    const context = createMockActionContext({
      input,
      workspacePath: options.workspacePath ?? (await this.folder()),
    });
    await this.all[id].handler({
      ...context,
      isDryRun: options.isDryRun,
      createTemporaryDirectory: () => this.folder(),
      signal: options.signal,
      output: (name: string, value: unknown) => {
        output[name] = value;
      },
    } as any);
    return output;
  }

  async end(): Promise<void> {
    await Promise.all(
      this.folders.map(folder => rm(folder, { recursive: true, force: true })),
    );
  }
}

export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
