import { createHash } from 'node:crypto';
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  CreatePlatform,
  Preview,
  PreviewFile,
  PreviewRequest,
} from '@slipway/plugin-slipway-common';
import { Composer, Platform } from '@slipway/plugin-slipway-node';
import { clusterSource } from '../sources/ids';
import { StateStore } from '../store';

/** Longer files are cut: a page shows them to be read, not to be kept. */
const MOST_CHARACTERS = 200_000;

export interface CreateServiceOptions {
  composer: Composer;
  permissions: PermissionsService;
  platform: Platform;
  store: Pick<StateStore, 'health'>;
}

/** What the forms that make services ask: always as somebody who may make one. */
export class CreateService {
  constructor(private readonly options: CreateServiceOptions) {}

  async platform(credentials: BackstageCredentials): Promise<CreatePlatform> {
    await this.allow(credentials);
    const { composer, platform, store } = this.options;
    const [bundle, health] = await Promise.all([
      platform.bundle(),
      store.health(),
    ]);
    const sources = health.flatMap(({ value }) => value ?? []);
    return {
      clusters: Object.entries(bundle.clusters).map(
        ([name, { kubernetesVersion }]) => {
          const source = sources.find(({ id }) => id === clusterSource(name));
          return {
            name,
            kubernetesVersion,
            state: source?.state ?? 'unwatched',
            ...(source && { since: source.since }),
          };
        },
      ),
      environments: [...(bundle.environments ?? [])],
      hosts: composer.hosts.map(({ host }) => host),
      repository: composer.repository,
    };
  }

  async preview(
    { values, open }: PreviewRequest,
    credentials: BackstageCredentials,
  ): Promise<Preview> {
    await this.allow(credentials);
    const { composer, platform } = this.options;
    const composed = await composer.compose(values);
    if (!composed.service) {
      return { files: [], findings: composed.findings, asks: [] };
    }
    const { tree, central, findings, asks } = await platform.preview(
      composed.service,
    );
    const opened = [tree, central].find(
      files => open !== undefined && Object.hasOwn(files, open),
    )?.[open!];
    return {
      files: [
        ...Object.entries(tree).map(([path, { content }]) =>
          fileOf(path, content),
        ),
        ...Object.entries(central).map(([path, { content }]) => ({
          ...fileOf(path, content),
          central: true,
        })),
      ],
      ...(opened && {
        opened: {
          path: open!,
          content: opened.content.slice(0, MOST_CHARACTERS),
          ...(opened.content.length > MOST_CHARACTERS && { truncated: true }),
        },
      }),
      repository: composed.repository?.url,
      findings,
      asks,
    };
  }

  private async allow(credentials: BackstageCredentials): Promise<void> {
    const [decision] = await this.options.permissions.authorize(
      [{ permission: taskCreatePermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`Needs ${taskCreatePermission.name}`);
    }
  }
}

function fileOf(path: string, content: string): PreviewFile {
  return {
    path,
    digest: createHash('sha256').update(content).digest('hex').slice(0, 12),
    lines: content.split('\n').length - 1,
  };
}
