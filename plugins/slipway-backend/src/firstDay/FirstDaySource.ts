import { entityAnnotations } from '@slipway/model';
import { FactSink, Source } from '@slipway/plugin-slipway-node';
import {
  DeploymentState,
  Fact,
  FirstDayItem,
} from '@slipway/plugin-slipway-common';
import { EntityDirectory, KnownEntity } from '../entities/EntityDirectory';
import { Clock, isoNow } from '../lib/clock';
import { Repository } from '../sources/git/repository';
import { DocumentFollower } from '../sources/servers/DocumentFollower';
import { ServerReader } from '../sources/servers/ServerReader';
import { StateStore } from '../store';
import { FirstDayLooker, Young } from './FirstDayLooker';

const TURN_MS = 15_000;
/** Somebody works through the list at first; what stays undone for long is looked at now and then. */
const OFTEN_MS = 60_000;
const SELDOM_MS = 15 * 60_000;
const OFTEN_LOOKS = 30;

export interface FirstDaySourceOptions {
  looker: Pick<FirstDayLooker, 'look'>;
  repositoryOf: (location: string) => Repository | undefined;
  entities: Pick<EntityDirectory, 'entities'>;
  store: Pick<StateStore, 'documentsAfter'>;
  clock: Clock;
  random: () => number;
}

interface Looked {
  at: number;
  looks: number;
  items: FirstDayItem[] | undefined;
}

/** What services that do not run everywhere yet still need. One that runs everywhere is not asked about. */
export class FirstDaySource implements Source {
  readonly id = 'first-day';
  private readonly looked = new Map<string, Looked>();
  private readonly running: DocumentFollower<'deployments', true>;

  constructor(private readonly options: FirstDaySourceOptions) {
    this.running = new DocumentFollower(options.store, 'deployments', hasBegun);
  }

  start(sink: FactSink, signal: AbortSignal): Promise<void> {
    const { clock, random } = this.options;
    return new ServerReader({
      source: this.id,
      clock,
      random,
      everyMs: TURN_MS,
      permission: 'read on the repositories of services',
      turn: () => this.turn(sink, signal),
    }).run(sink, signal);
  }

  private async turn(sink: FactSink, signal: AbortSignal) {
    const { clock } = this.options;
    const young = await this.young();
    for (const service of this.looked.keys()) {
      if (!young.has(service)) {
        this.looked.delete(service);
      }
    }
    const waiting = [...young.values()].filter(one => this.isDue(one));
    for (const one of waiting) {
      await this.look(one, signal);
    }
    const at = isoNow(clock);
    const facts = [...young.values()].flatMap<Fact<'firstDay'>>(
      ({ service, pending }) => {
        const items = this.looked
          .get(service)
          ?.items?.filter(
            ({ environment }) => !environment || pending.has(environment),
          );
        return items
          ? [
              {
                aspect: 'firstDay',
                subject: {
                  service,
                  environment: '',
                  cluster: '',
                  namespace: '',
                },
                source: this.id,
                at,
                value: { items },
              },
            ]
          : [];
      },
    );
    sink.facts(facts);
    sink.complete({
      source: this.id,
      aspect: 'firstDay',
      at,
      subjects: facts.map(({ subject }) => subject),
    });
    const times = [...this.looked.values()].map(one => one.at);
    return {
      heardAt: new Date(Math.min(clock.now(), ...times)).toISOString(),
    };
  }

  /** Services of which nothing runs yet in some environment, each with these environments. */
  private async young(): Promise<
    Map<string, Young & { pending: Set<string> }>
  > {
    const begun = new Set(
      (await this.running.read()).map(
        ({ subject: { service, environment } }) => `${service}/${environment}`,
      ),
    );
    const found = new Map<string, Young & { pending: Set<string> }>();
    for (const entity of this.options.entities.entities) {
      const one = youngOf(entity, this.options.repositoryOf);
      const pending = new Set(
        one?.environments
          .map(({ name }) => name)
          .filter(name => !begun.has(`${one.service}/${name}`)),
      );
      if (one && pending.size > 0 && !found.has(one.service)) {
        found.set(one.service, { ...one, pending });
      }
    }
    return found;
  }

  private isDue({ service }: Young): boolean {
    const known = this.looked.get(service);
    if (!known) {
      return true;
    }
    const wait = known.looks < OFTEN_LOOKS ? OFTEN_MS : SELDOM_MS;
    return this.options.clock.now() - known.at >= wait;
  }

  /** A repository that cannot be read just now says nothing new: what was known stays. */
  private async look(one: Young, signal: AbortSignal) {
    const { clock, looker } = this.options;
    const known = this.looked.get(one.service);
    const items = await looker.look(one, signal).catch(() => known?.items);
    this.looked.set(one.service, {
      at: clock.now(),
      looks: (known?.looks ?? 0) + 1,
      items,
    });
  }
}

/** What may have a first day: it says where it runs, and its repository is one that the portal can read. */
export function youngOf(
  { service, environments, annotations }: KnownEntity,
  repositoryOf: (location: string) => Repository | undefined,
): Young | undefined {
  const location = annotations[entityAnnotations.sourceLocation];
  const repository = location ? repositoryOf(location) : undefined;
  return environments && repository
    ? { service, environments, repository }
    : undefined;
}

function hasBegun({ workloads, verdict }: DeploymentState): true | undefined {
  const waits = verdict.reasons.some(
    ({ code }) => code === 'waiting-first-build',
  );
  return workloads.length > 0 && !waits ? true : undefined;
}
