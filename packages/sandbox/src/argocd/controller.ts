import { isDeepStrictEqual } from 'node:util';
import { Background, Clock, setRepeatingTimer, timestamp } from '../clock';
import { GitHost } from '../gitea';
import {
  ApiError,
  Cluster,
  KubernetesObject,
  StoreEvent,
  typeOf,
} from '../kubernetes';
import { Item, compare } from './compare';
import { Inventory, Mark } from './inventory';
import { ManifestReader } from './manifests';
import { brokenStatus, comparedStatus, syncedStatus } from './status';
import { applyItems } from './sync';
import {
  ARGOCD_NAMESPACE,
  ApplicationError,
  REFRESH,
  RESOURCES_FINALIZER,
  SyncRequest,
  TRACKING_ID,
  sourceOf,
} from './types';

const POLL_MS = 30_000;
const APPLICATION = typeOf('Application');

export interface ApplicationControllerOptions {
  /** The cluster that holds the Applications; also the one called `in-cluster`. */
  home: Cluster;
  clusters: Cluster[];
  host: GitHost;
  clock: Clock;
  background: Background;
}

/** The stand-in for Argo CD's application controller: Git on one side, clusters on the other. */
export class ApplicationController {
  readonly manifests: ManifestReader;
  private readonly inventories: Map<Cluster, Inventory>;
  private readonly waiting = new Map<string, SyncRequest | undefined>();
  private readonly stops: Array<() => void> = [];
  private working = false;
  private stopped = false;

  constructor(private readonly options: ApplicationControllerOptions) {
    const { home, clusters, host } = options;
    this.manifests = new ManifestReader(host);
    this.stops.push(
      host.onPush(({ repository }) =>
        this.repositoryChanged(repository.fullName),
      ),
      home.store.subscribe(event => this.applicationChanged(event)),
    );
    this.inventories = new Map(
      clusters.map(cluster => [
        cluster,
        new Inventory(cluster, applicationOf, name => this.refresh(name)),
      ]),
    );
    this.inventories.forEach(({ stop }) => this.stops.push(stop));
    this.refreshAll();
  }

  /** Looks at every repository now and then, for what nobody told. */
  startPolling(): void {
    this.stops.push(
      setRepeatingTimer(this.options.clock, POLL_MS, () => this.refreshAll()),
    );
  }

  stop(): void {
    this.stopped = true;
    this.stops.forEach(stop => stop());
  }

  refreshAll(): void {
    for (const application of this.applications()) {
      this.refresh(application.metadata.name);
    }
  }

  refresh(name: string, sync?: SyncRequest): void {
    this.waiting.set(name, sync ?? this.waiting.get(name));
    if (this.working || this.stopped) {
      return;
    }
    this.working = true;
    this.options.background.run('argocd', () => this.work());
  }

  destinationOf(application: KubernetesObject): Cluster {
    const { name, server } = application.spec?.destination ?? {};
    const { home, clusters } = this.options;
    if (name === 'in-cluster' || server === 'https://kubernetes.default.svc') {
      return home;
    }
    const found = clusters.find(c => c.name === name);
    if (!found) {
      throw new ApplicationError(
        'InvalidSpecError',
        `application destination spec for ${
          application.metadata.name
        } is invalid: there are no clusters with this name: ${name ?? server}`,
      );
    }
    return found;
  }

  private applications(): KubernetesObject[] {
    return this.options.home.store.list(APPLICATION, ARGOCD_NAMESPACE);
  }

  private repositoryChanged(fullName: string): void {
    for (const application of this.applications()) {
      const { repoURL } = sourceOf(application);
      if (this.options.host.findByUrl(repoURL)?.fullName === fullName) {
        this.refresh(application.metadata.name);
      }
    }
  }

  private applicationChanged({
    resource,
    object,
    previous,
    type,
  }: StoreEvent): void {
    const { name, namespace } = object.metadata;
    if (
      resource !== APPLICATION ||
      namespace !== ARGOCD_NAMESPACE ||
      type === 'DELETED'
    ) {
      return;
    }
    const asked = (o?: KubernetesObject) => [
      o?.spec,
      o?.metadata.deletionTimestamp,
      o?.metadata.annotations?.[REFRESH],
      o?.operation,
    ];
    if (!isDeepStrictEqual(asked(previous), asked(object))) {
      this.refresh(name);
    }
  }

  private async work(): Promise<void> {
    // Not within the write that asked for it.
    await Promise.resolve();
    for (;;) {
      const next = this.waiting.entries().next();
      if (next.done || this.stopped) {
        this.working = false;
        return;
      }
      const [name, sync] = next.value;
      this.waiting.delete(name);
      await this.options.background.run(`argocd ${name}`, () =>
        this.reconcile(name, sync),
      );
    }
  }

  private async reconcile(
    name: string,
    asked: SyncRequest | undefined,
  ): Promise<void> {
    const found = this.find(name);
    if (!found) {
      return;
    }
    if (found.metadata.deletionTimestamp) {
      this.finishDeletion(found);
      return;
    }
    try {
      const cluster = this.destinationOf(found);
      const { revision, objects } = await this.manifests.read(sourceOf(found));
      // Reading took time: the application may have changed or gone.
      const application = this.find(name);
      if (!application || application.metadata.deletionTimestamp) {
        return;
      }
      const namespace = application.spec?.destination?.namespace ?? 'default';
      const look = () =>
        compare(
          cluster,
          namespace,
          objects,
          marked(name),
          this.inventories.get(cluster)!.of(name),
        );
      const items = look();
      const request =
        asked ??
        operationOf(application) ??
        automaticSync(application, revision, items);
      const synced = request
        ? this.sync(application, cluster, revision, items, request)
        : application;
      const now = this.now();
      this.write(
        name,
        comparedStatus(synced, revision, request ? look() : items, now),
      );
    } catch (error) {
      const known =
        error instanceof ApiError
          ? new ApplicationError('ComparisonError', error.message)
          : error;
      if (!(known instanceof ApplicationError)) {
        throw error;
      }
      const application = this.find(name);
      if (application) {
        this.write(name, brokenStatus(application, known, this.now()));
      }
    }
  }

  private sync(
    application: KubernetesObject,
    cluster: Cluster,
    revision: string,
    items: Item[],
    request: SyncRequest,
  ): KubernetesObject {
    if (request.dryRun) {
      return application;
    }
    const results = applyItems(cluster, items, request.prune);
    return {
      ...application,
      status: syncedStatus(application, revision, request, results, this.now()),
    };
  }

  private finishDeletion(application: KubernetesObject): void {
    const { finalizers = [], name } = application.metadata;
    if (finalizers.includes(RESOURCES_FINALIZER)) {
      for (const [cluster, inventory] of this.inventories) {
        for (const object of inventory.of(name)) {
          const type = typeOf(object.kind);
          cluster.delete(type, object.metadata.namespace, object.metadata.name);
        }
      }
    }
    const rest = finalizers.filter(f => f !== RESOURCES_FINALIZER);
    this.options.home.replace(APPLICATION, application, {
      ...application,
      metadata: { ...application.metadata, finalizers: rest },
    });
  }

  private find(name: string): KubernetesObject | undefined {
    return this.options.home.store.get(APPLICATION, ARGOCD_NAMESPACE, name);
  }

  private write(name: string, status: Record<string, any>): void {
    const found = this.find(name);
    if (!found) {
      return;
    }
    // It is begun once, and told of in the status from then on.
    const { operation, ...live } = found;
    const clean = JSON.parse(JSON.stringify(status));
    const { [REFRESH]: refresh, ...annotations } =
      live.metadata.annotations ?? {};
    const { reconciledAt: _, ...before } = live.status ?? {};
    const { reconciledAt: __, ...after } = clean;
    if (
      refresh === undefined &&
      operation === undefined &&
      isDeepStrictEqual(before, after)
    ) {
      return;
    }
    this.options.home.store.put(APPLICATION, {
      ...live,
      metadata: {
        ...live.metadata,
        ...(refresh !== undefined && { annotations }),
      },
      status: { ...after, reconciledAt: this.now() },
    });
  }

  private now(): string {
    return timestamp(this.options.clock.now());
  }
}

function applicationOf({ metadata }: KubernetesObject): string | undefined {
  const id = metadata.annotations?.[TRACKING_ID];
  return id?.slice(0, id.indexOf(':'));
}

/** By the annotation that Argo CD tracks with. */
function marked(application: string): Mark {
  return (object, { group, kind }) => {
    const { namespace = '', name, annotations } = object.metadata;
    const id = `${application}:${group}/${kind}:${namespace}/${name}`;
    return {
      ...object,
      metadata: {
        ...object.metadata,
        annotations: { ...annotations, [TRACKING_ID]: id },
      },
    };
  };
}

/** Automated sync: a new revision once, and with self-heal also what drifted from a revision that was applied. */
function automaticSync(
  application: KubernetesObject,
  revision: string,
  items: Item[],
): SyncRequest | undefined {
  const automated = application.spec?.syncPolicy?.automated;
  if (!automated || automated.enabled === false || items.every(i => i.synced)) {
    return undefined;
  }
  const prune = automated.prune === true;
  if (items.every(i => i.synced || (!i.desired && !prune))) {
    return undefined;
  }
  const last = application.status?.operationState;
  const tried = last?.syncResult?.revision === revision;
  if (tried && (last.phase !== 'Succeeded' || !automated.selfHeal)) {
    return undefined;
  }
  return { initiatedBy: { automated: true }, prune };
}

/** What somebody wrote into the Application, as the API does when it is asked for a sync. */
function operationOf({ operation }: KubernetesObject): SyncRequest | undefined {
  return operation?.sync
    ? {
        initiatedBy: operation.initiatedBy ?? {},
        prune: operation.sync.prune === true,
        dryRun: operation.sync.dryRun === true,
      }
    : undefined;
}
