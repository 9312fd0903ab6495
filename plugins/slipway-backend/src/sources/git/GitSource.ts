import { ScmIntegrationRegistry } from '@backstage/integration';
import { entityAnnotations } from '@slipway/model';
import {
  FactSink,
  Platform,
  Source,
  renderedWithNow,
} from '@slipway/plugin-slipway-node';
import {
  CommitsFacts,
  DeploymentState,
  Fact,
  GoldenPathFacts,
  Subject,
} from '@slipway/plugin-slipway-common';
import { EntityDirectory } from '../../entities/EntityDirectory';
import { Clock, isoNow, sleep } from '../../lib/clock';
import { StateStore } from '../../store';
import { DocumentFollower } from '../servers/DocumentFollower';
import { GitClient } from './GitClient';
import { GitHost, Known, Wanted } from './GitHost';
import { GoldenPathReader } from './GoldenPathReader';
import { RepositoryFiles } from './RepositoryFiles';
import { Repository, repositoryOf } from './repository';

/** Hosts come with the first service that lies there. */
const LOOK_MS = 30_000;
/** No more are among the newest of a repository. */
const MOST_PAST = 50;

export interface GitSourceOptions {
  integrations: ScmIntegrationRegistry;
  entities: Pick<EntityDirectory, 'entities'>;
  store: Pick<StateStore, 'documentsAfter' | 'history'>;
  platform: Pick<Platform, 'bundle'>;
  clock: Clock;
  random: () => number;
  everyMs: number;
}

/** What runs of a service in an environment: its workloads by the commits that their images name. */
type Running = readonly (readonly [commit: string, workloads: string[]])[];

interface Service {
  subject: Subject;
  running: Running;
  /** The commits of what ran before. */
  past: Set<string>;
  repository: Repository;
}

/** It is the service's, wherever that runs. */
const everywhere = { environment: '', cluster: '', namespace: '' };

/** Whose commits run, and how far their branch is ahead of them, from the hosts that the portal's integrations know. */
export class GitSource implements Source {
  readonly id = 'git';
  private readonly client: GitClient;
  /** By location: entities stay where they are, and there are thousands of them. */
  private readonly places = new Map<string, Repository | undefined>();
  private readonly following: DocumentFollower<'deployments', Running>;
  /** Until what runs is another thing. */
  private readonly past = new WeakMap<Running, Set<string>>();

  constructor(private readonly options: GitSourceOptions) {
    const { integrations, clock, store } = options;
    this.client = new GitClient(integrations, clock);
    this.following = new DocumentFollower(store, 'deployments', runningIn);
  }

  async start(sink: FactSink, signal: AbortSignal): Promise<void> {
    const hosts = new Map<string, Promise<void>>();
    while (!signal.aborted) {
      for (const { repository } of await this.services().catch(() => [])) {
        const { host } = repository;
        if (!hosts.has(host)) {
          hosts.set(host, this.follow(host, sink, signal));
        }
      }
      await sleep(this.options.clock, LOOK_MS, signal);
    }
    await Promise.all(hosts.values());
  }

  private follow(host: string, sink: FactSink, signal: AbortSignal) {
    const { clock, random, everyMs } = this.options;
    let services: Service[] = [];
    let now: GoldenPathFacts['now'];
    return new GitHost({
      host,
      client: this.client,
      goldenPath: new GoldenPathReader(new RepositoryFiles(this.client)),
      clock,
      random,
      everyMs,
      wanted: async () => {
        now = renderedWithNow(await this.options.platform.bundle());
        const all = await this.services();
        services = all.filter(({ repository }) => repository.host === host);
        return wantedBy(services);
      },
      onRead: known => {
        this.tell(host, services, known, sink);
        this.tellGoldenPaths(host, services, known, now, sink);
      },
    }).run(sink, signal);
  }

  private async services(): Promise<Service[]> {
    const repositories = this.repositories();
    const services: Service[] = [];
    for (const { subject, value } of await this.following.read()) {
      const repository = repositories.get(subject.service);
      if (repository) {
        const past = await this.pastOf(subject, value);
        services.push({ subject, running: value, past, repository });
      }
    }
    return services;
  }

  private async pastOf(subject: Subject, running: Running) {
    const known = this.past.get(running);
    if (known) {
      return known;
    }
    const events = await this.options.store.history({
      service: subject.service,
      environments: [subject.environment],
      kinds: ['version'],
      limit: MOST_PAST,
    });
    const past = new Set(
      events
        .filter(({ cluster }) => cluster === subject.cluster)
        .flatMap(({ after }) =>
          typeof after?.commit === 'string' ? after.commit : [],
        )
        .filter(ref => !running.some(([one]) => one === ref)),
    );
    this.past.set(running, past);
    return past;
  }

  /** By service; the first entity of several that share one. */
  private repositories(): Map<string, Repository> {
    const { entities } = this.options;
    const found = new Map<string, Repository>();
    for (const { service, annotations } of entities.entities) {
      const repository = this.placeOf(
        annotations[entityAnnotations.sourceLocation] ?? '',
      );
      if (repository && !found.has(service)) {
        found.set(service, repository);
      }
    }
    return found;
  }

  private placeOf(location: string): Repository | undefined {
    if (!this.places.has(location)) {
      const { integrations } = this.options;
      this.places.set(location, repositoryOf(location, integrations));
    }
    return this.places.get(location);
  }

  private tellGoldenPaths(
    host: string,
    services: Service[],
    known: ReadonlyMap<string, Known>,
    now: GoldenPathFacts['now'],
    sink: FactSink,
  ) {
    const at = isoNow(this.options.clock);
    const source = `git/${host}`;
    const facts = new Map<string, Fact<'goldenPath'>>();
    for (const one of services) {
      const { service } = one.subject;
      const value = goldenPathOf(one, known.get(keyOf(one.repository))!, now);
      const subject = { ...everywhere, service };
      facts.set(service, { aspect: 'goldenPath', subject, source, at, value });
    }
    const told = [...facts.values()];
    sink.facts(told);
    sink.complete({
      source,
      aspect: 'goldenPath',
      at,
      subjects: told.map(({ subject }) => subject),
    });
  }

  private tell(
    host: string,
    services: Service[],
    known: ReadonlyMap<string, Known>,
    sink: FactSink,
  ) {
    const at = isoNow(this.options.clock);
    const source = `git/${host}`;
    const facts = services.map<Fact<'commits'>>(
      ({ subject, running, past, repository }) => ({
        aspect: 'commits',
        subject,
        source,
        at,
        value: factsOf(
          repository,
          { running, past },
          known.get(keyOf(repository))!,
        ),
      }),
    );
    sink.facts(facts);
    sink.complete({
      source,
      aspect: 'commits',
      at,
      subjects: facts.map(({ subject }) => subject),
    });
  }
}

function goldenPathOf(
  { repository }: Service,
  { known, permission, goldenPath }: Known,
  now: GoldenPathFacts['now'],
): GoldenPathFacts | undefined {
  if (known === 'absent' || (known === 'data' && !goldenPath)) {
    return undefined;
  }
  const { head: _, ...read } = goldenPath ?? { locked: false };
  return {
    repository: repository.url,
    now,
    known: 'data',
    ...read,
    ...(known !== 'data' && { known, ...(permission && { permission }) }),
  };
}

function runningIn({ workloads }: DeploymentState): Running | undefined {
  const running = new Map<string, string[]>();
  for (const { name, commit } of workloads) {
    if (commit) {
      running.set(commit, [...(running.get(commit) ?? []), name]);
    }
  }
  return running.size > 0 ? [...running] : undefined;
}

function wantedBy(services: Service[]): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { repository, running, past } of services) {
    const key = keyOf(repository);
    const one = wanted.get(key) ?? {
      repository,
      refs: new Set(),
      past: new Set(),
    };
    running.forEach(([ref]) => one.refs.add(ref));
    past.forEach(ref => one.past.add(ref));
    wanted.set(key, one);
  }
  return wanted;
}

/** Services of one repository that lie in different folders have different newest commits. */
function keyOf({ project, branch, path }: Repository): string {
  return [project, branch, path].join(' ');
}

function factsOf(
  { url }: Repository,
  { running, past }: Pick<Service, 'running' | 'past'>,
  { known, permission, newest, commits, past: found }: Known,
): CommitsFacts {
  const earlier = [...past].flatMap(ref => found.get(ref) ?? []);
  return {
    repository: url,
    known,
    ...(permission && { permission }),
    ...(newest && { newest }),
    ...(earlier.length > 0 && { earlier }),
    running: running.map(([ref, workloads]) => {
      const seen = commits.get(ref);
      return {
        ref,
        workloads,
        ...(seen && {
          commit: seen.commit,
          behind: seen.behind,
          ...(seen.more && { more: true }),
        }),
      };
    }),
  };
}
