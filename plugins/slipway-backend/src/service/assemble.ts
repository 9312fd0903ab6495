import { EnvironmentTarget } from '@slipway/model';
import {
  Answer,
  Aspect,
  DeploymentsResponse,
  EntityAspect,
  EntityState,
  EnvironmentDeployments,
  EnvironmentState,
  FirstDay,
  FirstDayState,
  UseState,
  VerdictState,
  WithUse,
  entityAspects,
  mapKnown,
  overallVerdict,
  worstState,
} from '@slipway/plugin-slipway-common';
import { Identity } from '../entities/identity';
import { byStage } from '../entities/stages';
import { clusterIn } from '../sources/ids';
import { goldenPathIn } from './goldenPath';
import { Known, answerFor, documentsAt, sourcesFor } from './answer';

export interface AssembleInput extends Known {
  entityRef: string;
  /** In promotion order. */
  environments: EnvironmentTarget[];
  /** Nobody declared where it runs. */
  guessed?: boolean;
}

/** What is told of an environment, each by sources of its own. */
const told = [...entityAspects, 'use'] as const;

/** What is of the service as a whole. */
const serviceAspects = ['firstDay', 'goldenPath'] as const;

/** What is no sign that something is there: it may lie in another cluster, or be told of what was there by servers that are none. */
const toldElsewhere: Aspect[] = [
  'delivery',
  'commits',
  'vault',
  'use',
  ...serviceAspects,
];

/** Where something of a service is that does not say where it runs; what delivers it says of which environment alone. */
export function environmentsFound(
  { only }: Pick<Identity, 'only'>,
  documents: Known['documents'],
): EnvironmentTarget[] {
  const found = new Map<string, EnvironmentTarget>();
  for (const { value } of documents) {
    const { environment, cluster, namespace } = value.subject;
    if (
      value.state &&
      !toldElsewhere.includes(value.aspect) &&
      cluster === (only.cluster ?? cluster) &&
      namespace === (only.namespace ?? namespace)
    ) {
      found.set(`${environment}/${cluster}/${namespace}`, {
        name: environment,
        cluster,
        namespace,
        guessed: true,
      });
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      byStage(a, b) ||
      a.cluster.localeCompare(b.cluster) ||
      a.namespace.localeCompare(b.namespace),
  );
}

/** What is known of an entity, as its answers are made from it. */
export function inputFor(
  entity: Pick<Identity, 'environments' | 'namesVault' | 'only'> & {
    entityRef: string;
  },
  { documents, health }: Known,
): AssembleInput {
  const environments =
    entity.environments ?? environmentsFound(entity, documents);
  return {
    entityRef: entity.entityRef,
    environments,
    guessed: !entity.environments,
    documents: asDeclared(documents, environments),
    health,
    ...(entity.namesVault && { names: ['vault'] as const }),
  };
}

/** Objects that do not say their environment are in the one that the entity declares for their namespace. */
export function asDeclared(
  documents: Known['documents'],
  environments: readonly EnvironmentTarget[],
): Known['documents'] {
  const names = new Set(environments.map(({ name }) => name));
  return documents.map(({ value, revision }) => {
    const { subject } = value;
    const target = names.has(subject.environment)
      ? undefined
      : environments.find(
          ({ cluster, namespace }) =>
            cluster === subject.cluster && namespace === subject.namespace,
        );
    const environment = target?.name ?? subject.environment;
    return {
      value: { ...value, subject: { ...subject, environment } },
      revision,
    };
  });
}

/** What runs of a service: one of four answers for each environment. */
export function assembleDeployments(input: AssembleInput): DeploymentsResponse {
  const environments = input.environments.map<EnvironmentDeployments>(
    target => ({
      ...target,
      state: answerFor('deployments', target, input),
      commits: answerFor('commits', target, input),
    }),
  );
  return {
    entityRef: input.entityRef,
    environments,
    ...unreadOf(input),
    verdict: overallVerdict(environments),
    revision: revisionOf(input, ['deployments', 'commits']),
  };
}

/** Everything that is known of a service: one of four answers for each aspect of each environment. */
export function assembleState(input: AssembleInput): EntityState {
  const environments = input.environments.map(target =>
    environmentState(target, input),
  );
  return {
    entityRef: input.entityRef,
    environments,
    ...unreadOf(input),
    ...firstDayIn(input),
    ...goldenPathIn(input),
    verdict: worstState(environments.map(e => e.verdict)) ?? 'unknown',
    revision: revisionOf(input),
  };
}

function unreadOf({ guessed, health }: AssembleInput): { unread?: string[] } {
  const unread = health.flatMap(({ id, value }) =>
    value && value.state !== 'ok' ? clusterIn(id) ?? [] : [],
  );
  return guessed && unread.length > 0 ? { unread } : {};
}

/** It is of the service as a whole. */
function firstDayIn({ documents, health }: Known): { firstDay?: FirstDay } {
  const document = documents.find(({ value }) => value.aspect === 'firstDay');
  const { state, at, source } = document?.value ?? {};
  const heardAt = health.find(({ id }) => id === source)?.value?.heardAt;
  return state && at
    ? {
        firstDay: {
          at: heardAt && heardAt > at ? heardAt : at,
          items: (state as FirstDayState).items,
        },
      }
    : {};
}

function environmentState(
  target: EnvironmentTarget,
  known: Known,
): EnvironmentState {
  const answers = Object.fromEntries(
    entityAspects.map(aspect => [aspect, answerFor(aspect, target, known)]),
  ) as Pick<EnvironmentState, EntityAspect>;
  const use = answerFor('use', target, known);
  return {
    ...target,
    verdict: verdictOfAnswers(answers),
    ...answers,
    quota: withUse(answers.quota, use),
  };
}

/** What is used stands beside what is counted, with an age and troubles of its own. */
export function withUse<T extends WithUse>(
  quota: Answer<T>,
  use: Answer<UseState>,
): Answer<T> {
  return mapKnown(quota, value => ({ ...value, use }));
}

/** The verdict of an environment: the worst of what is known. */
export function verdictOfAnswers(
  answers: Record<EntityAspect, Answer<Judged>>,
): VerdictState {
  const { deployments } = answers;
  const states = entityAspects.flatMap<VerdictState>(aspect => {
    const answer = answers[aspect];
    return answer.answer === 'data' ? [answer.value.verdict.state] : [];
  });
  const unread =
    deployments.answer === 'denied' || deployments.answer === 'unreachable';
  // A portal that may not list certificates still says whether the service runs; one that cannot see it run does not.
  return (
    worstState([
      ...states.filter(state => state !== 'unknown'),
      ...(unread ? (['unknown'] as const) : []),
    ]) ?? 'unknown'
  );
}

interface Judged {
  verdict: { state: VerdictState };
}

/** Ids of the sources that the answers depend on. */
export function sourcesOf(
  input: Omit<AssembleInput, 'entityRef'>,
  aspects: readonly Aspect[] = told,
): string[] {
  return [
    ...new Set([
      ...input.environments.flatMap(target =>
        aspects.flatMap(aspect => sourcesFor(aspect, target, input)),
      ),
      // What could be anywhere comes and goes with every cluster.
      ...(input.guessed
        ? input.health.map(({ id }) => id).filter(id => clusterIn(id))
        : []),
    ]),
  ];
}

/** The newest change of anything that the answers depend on. */
export function revisionOf(
  input: AssembleInput,
  aspects: readonly Aspect[] = [...told, ...serviceAspects],
): number {
  const sources = new Set(sourcesOf(input, aspects));
  return Math.max(
    0,
    ...[
      ...input.environments.flatMap(target => documentsAt(target, input)),
      ...input.documents.filter(({ value }) =>
        (serviceAspects as readonly Aspect[]).includes(value.aspect),
      ),
    ]
      .filter(({ value }) => aspects.includes(value.aspect))
      .map(d => d.revision),
    ...input.health.filter(h => sources.has(h.id)).map(h => h.revision),
  );
}
