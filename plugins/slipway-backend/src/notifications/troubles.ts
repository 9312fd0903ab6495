import {
  EntityState,
  EnvironmentState,
  Reason,
  Verdict,
} from '@slipway/plugin-slipway-common';
import { KnownEntity } from '../entities/EntityDirectory';
import { Topic, topics } from './topics';

/** One thing that an owner is told of: of each topic there is one in an environment at a time. */
export interface Trouble {
  /** The same for as long as it is the same trouble. */
  id: string;
  entityRef: string;
  owners: string[];
  environment: string;
  topic: Topic;
  state: 'degraded' | 'failed';
  /** What, the worst first. */
  messages: string[];
  remedy?: string;
}

/** What is wrong with a service, and of what it can be said that nothing is. */
export interface Look {
  troubles: Trouble[];
  well: string[];
}

export interface Interests {
  topics: readonly Topic[];
  /** Names of environments; the last one of each service when left out. */
  environments?: readonly string[];
}

/** What of a service its owners are to know. What cannot be read now is neither trouble nor well. */
export function lookAt(
  entity: Pick<KnownEntity, 'entityRef' | 'owners'>,
  { environments }: Pick<EntityState, 'environments'>,
  interests: Interests,
): Look {
  const last = environments.at(-1)?.name;
  const look: Look = { troubles: [], well: [] };
  for (const environment of environments) {
    const names = interests.environments ?? (last ? [last] : []);
    if (!names.includes(environment.name)) {
      continue;
    }
    for (const topic of interests.topics) {
      const answer = environment[topics[topic].aspect];
      const id = idOf(entity.entityRef, environment, topic);
      if (answer.answer === 'absent') {
        look.well.push(id);
      } else if (answer.answer === 'data') {
        const reasons = reasonsFor(topic, answer.value.verdict);
        if (reasons.length === 0) {
          look.well.push(id);
        } else {
          look.troubles.push({
            id,
            entityRef: entity.entityRef,
            owners: entity.owners,
            environment: environment.name,
            topic,
            ...of(reasons),
          });
        }
      }
    }
  }
  return look;
}

function idOf(
  entityRef: string,
  { name, cluster, namespace }: EnvironmentState,
  topic: Topic,
): string {
  return [entityRef, name, cluster, namespace, topic].join(' ');
}

function reasonsFor(topic: Topic, { reasons }: Verdict): Reason[] {
  const codes: readonly string[] = topics[topic].codes;
  const found = reasons.filter(
    ({ code, state }) =>
      codes.includes(code) && (state === 'failed' || state === 'degraded'),
  );
  return [
    ...found.filter(({ state }) => state === 'failed'),
    ...found.filter(({ state }) => state === 'degraded'),
  ];
}

function of(reasons: Reason[]): Pick<Trouble, 'state' | 'messages' | 'remedy'> {
  const [{ state, remedy }] = reasons;
  return {
    state: state as Trouble['state'],
    messages: [...new Set(reasons.map(({ message }) => message))],
    ...(remedy && { remedy }),
  };
}
