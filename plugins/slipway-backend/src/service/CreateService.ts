import { createHash } from 'node:crypto';
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  Answer,
  CreatePlatform,
  NamespaceState,
  Preview,
  PreviewFile,
  PreviewRequest,
} from '@slipway/plugin-slipway-common';
import { Composer, Platform, lockFiles } from '@slipway/plugin-slipway-node';
import { EntityDirectory, KnownEntity } from '../entities/EntityDirectory';
import { clusterSource } from '../sources/ids';
import { whoOf } from '../lib/perUser';
import { StateStore } from '../store';
import { Known, answerFor } from './answer';
import { TakenRepositories } from './TakenRepositories';
import { readable } from './visibility';

/** Longer files are cut: a page shows them to be read, not to be kept. */
const MOST_CHARACTERS = 200_000;

export interface CreateServiceOptions {
  composer: Composer;
  permissions: PermissionsService;
  platform: Platform;
  entities: Pick<EntityDirectory, 'entities'>;
  store: Pick<StateStore, 'health' | 'namespaces'>;
  taken: Pick<TakenRepositories, 'look'>;
}

/** What the forms that make services ask: always as somebody who may make one. */
export class CreateService {
  constructor(private readonly options: CreateServiceOptions) {}

  async platform(credentials: BackstageCredentials): Promise<CreatePlatform> {
    await this.allow(credentials);
    const { composer, platform, store, entities, permissions } = this.options;
    const [bundle, names, services, health] = await Promise.all([
      platform.bundle(),
      platform.nameRoom(),
      readable(entities.entities, permissions, credentials),
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
            namespaces: sharedIn(name, services),
          };
        },
      ),
      environments: [...(bundle.environments ?? [])],
      names,
      hosts: composer.hosts.map(({ host }) => host),
      repository: composer.repository,
    };
  }

  async preview(
    { values, open }: PreviewRequest,
    credentials: BackstageCredentials,
  ): Promise<Preview> {
    await this.allow(credentials);
    const { composer, platform, taken } = this.options;
    const composed = await composer.compose(values);
    if (!composed.service) {
      return { files: [], findings: composed.findings, asks: [] };
    }
    const free = taken.look(composed.repository!.url, whoOf(credentials));
    const { tree, central, findings, asks } = await platform.preview(
      composed.service,
    );
    const health = await this.options.store.health();
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
      findings: [...findings, ...(await free(tree[lockFiles.lock]?.content))],
      asks: await Promise.all(
        asks.map(async ask => {
          const { environments } = composed.service!.spec;
          const cluster = environments[ask.environment]?.cluster;
          return cluster
            ? {
                ...ask,
                quota: await this.quotaOf(cluster, ask.namespace, health),
              }
            : ask;
        }),
      ),
    };
  }

  /** What a namespace that somebody wants to deploy to allows just now. */
  async quota(
    cluster: string,
    namespace: string,
    credentials: BackstageCredentials,
  ): Promise<Answer<NamespaceState>> {
    await this.allow(credentials);
    return this.quotaOf(cluster, namespace, await this.options.store.health());
  }

  private async quotaOf(
    cluster: string,
    namespace: string,
    health: Known['health'],
  ): Promise<Answer<NamespaceState>> {
    const { store } = this.options;
    const documents = await store.namespaces(cluster, namespace);
    const target = { name: '', cluster, namespace };
    return answerFor('namespace', target, { documents, health });
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

/** A namespace that is named after one service and environment is that service's own. */
function sharedIn(cluster: string, services: readonly KnownEntity[]): string[] {
  const shared = services.flatMap(({ service, environments = [] }) =>
    environments
      .filter(
        ({ name, namespace, ...at }) =>
          at.cluster === cluster && namespace !== `${service}-${name}`,
      )
      .map(({ namespace }) => namespace),
  );
  return [...new Set(shared)].sort();
}

function fileOf(path: string, content: string): PreviewFile {
  return {
    path,
    digest: createHash('sha256').update(content).digest('hex').slice(0, 12),
    lines: content.split('\n').length - 1,
  };
}
