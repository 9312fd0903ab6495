import { isDeepStrictEqual } from 'node:util';
import { seconds } from '@slipway/model';
import { compare } from '../argocd/compare';
import { healthOf } from '../argocd/health';
import { Inventory, Mark } from '../argocd/inventory';
import { ManifestReader } from '../argocd/manifests';
import { applyItems } from '../argocd/sync';
import { ApplicationError, LAST_APPLIED } from '../argocd/types';
import { Background, Clock, setRepeatingTimer, timestamp } from '../clock';
import { GitHost } from '../gitea';
import { knobs } from '../operators/knobs';
import { ApiError, Cluster, KubernetesObject, typeOf } from '../kubernetes';
import { failedSourceStatus, sourceStatus } from './sourceStatus';
import {
  Attempt,
  REQUESTED_AT,
  kustomizationStatus,
  withoutArtifact,
} from './status';

const NAME = 'kustomize.toolkit.fluxcd.io/name';
const NAMESPACE = 'kustomize.toolkit.fluxcd.io/namespace';
const KUSTOMIZATION = typeOf('Kustomization');
const REPOSITORY = typeOf('GitRepository');
/** Somewhere within the minute after which it looks for commits again. */
const NOTICE_MS = 15_000;
/** When what somebody changed by hand is put right. */
const INTERVAL_MS = 300_000;

export interface FluxOptions {
  cluster: Cluster;
  host: GitHost;
  clock: Clock;
  background: Background;
}

/** Flux 2.7 in one cluster: source and kustomize controllers, with the overlay evaluator of the blueprint. */
export class FluxController {
  private readonly manifests: ManifestReader;
  private readonly inventory: Inventory;
  private readonly stops: Array<() => void> = [];
  private readonly waiting = new Set<string>();
  private working = false;

  constructor(private readonly options: FluxOptions) {
    const { cluster, host, clock } = options;
    this.manifests = new ManifestReader(host);
    this.inventory = new Inventory(cluster, ownerOf, key => this.look(key));
    this.stops.push(
      this.inventory.stop,
      host.onPush(({ repository }) =>
        clock.setTimer(NOTICE_MS, () => this.lookAll(repository.fullName)),
      ),
      cluster.store.subscribe(({ resource, object, previous }) => {
        const own = [KUSTOMIZATION, REPOSITORY].includes(resource);
        const asked = (one?: KubernetesObject) => [
          one?.spec,
          one?.metadata.annotations?.[REQUESTED_AT],
          one?.metadata.annotations?.[knobs.fetchFails],
        ];
        if (own && !isDeepStrictEqual(asked(previous), asked(object))) {
          this.look(keyOf(object));
        }
      }),
    );
    this.lookAll();
  }

  startPolling(): void {
    this.stops.push(
      setRepeatingTimer(this.options.clock, INTERVAL_MS, () => this.lookAll()),
    );
  }

  stop(): void {
    this.stops.forEach(stop => stop());
  }

  private lookAll(repository?: string): void {
    for (const kustomization of this.options.cluster.store.list(
      KUSTOMIZATION,
    )) {
      const url = this.sourceOf(kustomization)?.spec?.url ?? '';
      const { fullName } = this.options.host.findByUrl(url) ?? {};
      if (!repository || repository === fullName) {
        this.look(keyOf(kustomization));
      }
    }
  }

  private look(key: string): void {
    this.waiting.add(key);
    if (!this.working) {
      this.working = true;
      const { background, cluster } = this.options;
      background.run(`flux of ${cluster.name}`, () => this.work());
    }
  }

  private async work(): Promise<void> {
    // Not within the write that asked for it.
    await Promise.resolve();
    for (const key of this.waiting) {
      this.waiting.delete(key);
      await this.options.background.run(`flux ${key}`, () =>
        this.reconcile(key),
      );
    }
    this.working = false;
  }

  private sourceOf({
    metadata,
    spec,
  }: KubernetesObject): KubernetesObject | undefined {
    const { name, namespace = metadata.namespace } = spec?.sourceRef ?? {};
    return this.options.cluster.store.get(REPOSITORY, namespace, name);
  }

  private async reconcile(key: string): Promise<void> {
    const found = this.find(key);
    const source = found && this.sourceOf(found);
    if (!found || !source) {
      return;
    }
    const named = await this.fetch(source);
    if (found.spec?.suspend) {
      return;
    }
    if (!named) {
      this.write(
        KUSTOMIZATION,
        found,
        kustomizationStatus(found, withoutArtifact, this.now()),
      );
      return;
    }
    try {
      const { objects } = await this.manifests.read({
        repoURL: source.spec?.url,
        targetRevision: named.split('@sha1:')[1],
        path: String(found.spec?.path ?? '.').replace(/^\.\//, ''),
      });
      const attempt = this.apply(key, objects, named);
      const live = this.find(key);
      if (live && attempt) {
        this.write(
          KUSTOMIZATION,
          live,
          kustomizationStatus(live, attempt, this.now()),
        );
      }
    } catch (error) {
      if (
        !(error instanceof ApplicationError) &&
        !(error instanceof ApiError)
      ) {
        throw error;
      }
      const attempt: Attempt = { failure: ['BuildFailed', error.message] };
      this.write(
        KUSTOMIZATION,
        found,
        kustomizationStatus(found, attempt, this.now()),
      );
    }
  }

  /** Asks its host, and says what came of it; gives what there is of it then, be it from before. */
  private async fetch(source: KubernetesObject): Promise<string | undefined> {
    const before: string | undefined = source.status?.artifact?.revision;
    if (source.spec?.suspend) {
      return before;
    }
    const branch = source.spec?.ref?.branch ?? 'master';
    const repository = this.options.host.findByUrl(source.spec?.url ?? '');
    const revision = await repository?.git.resolve(branch);
    const failure =
      source.metadata.annotations?.[knobs.fetchFails] ||
      (!repository && 'authentication required: Unauthorized') ||
      (!revision && `couldn't find remote ref "refs/heads/${branch}"`);
    const named = `${branch}@sha1:${revision}`;
    this.write(
      REPOSITORY,
      source,
      failure
        ? failedSourceStatus(source, failure, this.now())
        : sourceStatus(source, named, this.now()),
    );
    return failure ? before : named;
  }

  private apply(
    key: string,
    objects: KubernetesObject[],
    revision: string,
  ): Attempt | undefined {
    const live = this.find(key);
    if (!live || live.metadata.deletionTimestamp) {
      return undefined;
    }
    const { cluster, clock } = this.options;
    const target = live.spec?.targetNamespace ?? 'default';
    const items = () =>
      compare(cluster, target, objects, marked(key), this.inventory.of(key));
    const refused = applyItems(cluster, items(), live.spec?.prune === true)
      .filter(({ status }) => status === 'SyncFailed')
      .map(({ message }) => message);
    if (refused.length > 0) {
      return {
        revision,
        failure: ['ReconciliationFailed', refused.join(', ')],
      };
    }
    const late = items()
      .flatMap(({ live: object }) => object ?? [])
      .filter(
        object => healthOf(object)?.status !== 'Healthy' && healthOf(object),
      )
      .map(
        ({ kind, metadata }) =>
          `${kind}/${metadata.namespace}/${metadata.name}`,
      );
    if (late.length === 0 || live.spec?.wait !== true) {
      return { revision };
    }
    const timeout = seconds(live.spec?.timeout ?? '5m') * 1000;
    const since = Date.parse(this.attemptedAt(live, revision));
    const left = since + timeout - clock.now().getTime();
    if (left > 0) {
      clock.setTimer(left + 1, () => this.look(key));
      return { revision, waitsFor: late };
    }
    return {
      revision,
      failure: [
        'HealthCheckFailed',
        `timeout waiting for: [${late.join(', ')}]`,
      ],
    };
  }

  /** Since when it tries this revision. */
  private attemptedAt({ status }: KubernetesObject, revision: string): string {
    const ready = status?.conditions?.[0];
    return status?.lastAttemptedRevision === revision &&
      ready?.status !== 'True'
      ? ready?.lastTransitionTime
      : this.now();
  }

  private find(key: string): KubernetesObject | undefined {
    const [namespace, name] = key.split('/');
    return this.options.cluster.store.get(KUSTOMIZATION, namespace, name);
  }

  private write(
    type: typeof KUSTOMIZATION,
    object: KubernetesObject,
    status: Record<string, any>,
  ): void {
    const { cluster } = this.options;
    const { namespace, name } = object.metadata;
    const live = cluster.store.get(type, namespace, name);
    if (live && !isDeepStrictEqual(live.status, status)) {
      cluster.store.put(type, { ...live, status });
    }
  }

  private now(): string {
    return timestamp(this.options.clock.now());
  }
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function ownerOf({ metadata }: KubernetesObject): string | undefined {
  const { [NAME]: name, [NAMESPACE]: namespace } = metadata.labels ?? {};
  // Others hand on the labels of what they make something of; what is applied says so.
  const applied = metadata.annotations?.[LAST_APPLIED];
  return name && applied ? `${namespace}/${name}` : undefined;
}

/** By the labels that Flux tracks with. */
function marked(key: string): Mark {
  const [namespace, name] = key.split('/');
  return object => ({
    ...object,
    metadata: {
      ...object.metadata,
      labels: {
        ...object.metadata.labels,
        [NAME]: name,
        [NAMESPACE]: namespace,
      },
    },
  });
}
