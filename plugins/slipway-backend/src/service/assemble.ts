import { EnvironmentTarget } from '@slipway/model';
import {
  Aspect,
  DeploymentsResponse,
  EntityAspect,
  EntityState,
  EnvironmentDeployments,
  EnvironmentState,
  VerdictState,
  entityAspects,
  overallVerdict,
  worstState,
} from '@slipway/plugin-slipway-common';
import { Known, answerFor, documentsAt, sourcesFor } from './answer';

export interface AssembleInput extends Known {
  entityRef: string;
  /** In promotion order. */
  environments: EnvironmentTarget[];
}

/** What runs of a service: one of four answers for each environment. */
export function assembleDeployments(input: AssembleInput): DeploymentsResponse {
  const environments = input.environments.map<EnvironmentDeployments>(
    target => ({ ...target, state: answerFor('deployments', target, input) }),
  );
  return {
    entityRef: input.entityRef,
    environments,
    verdict: overallVerdict(environments),
    revision: revisionOf(input, ['deployments']),
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
    verdict: worstState(environments.map(e => e.verdict)) ?? 'unknown',
    revision: revisionOf(input, entityAspects),
  };
}

function environmentState(
  target: EnvironmentTarget,
  known: Known,
): EnvironmentState {
  const answers = Object.fromEntries(
    entityAspects.map(aspect => [aspect, answerFor(aspect, target, known)]),
  ) as Pick<EnvironmentState, EntityAspect>;
  const { deployments } = answers;
  const states = entityAspects.flatMap<VerdictState>(aspect => {
    const answer = answers[aspect];
    return answer.answer === 'data' ? [answer.value.verdict.state] : [];
  });
  const unread =
    deployments.answer === 'denied' || deployments.answer === 'unreachable';
  return {
    ...target,
    // A portal that may not list certificates still says whether the service runs; one that cannot see it run does not.
    verdict:
      worstState([
        ...states.filter(state => state !== 'unknown'),
        ...(unread ? (['unknown'] as const) : []),
      ]) ?? 'unknown',
    ...answers,
  };
}

/** Ids of the sources that the answers depend on. */
export function sourcesOf(
  input: Pick<AssembleInput, 'environments'> & Known,
  aspects: readonly Aspect[] = entityAspects,
): string[] {
  return [
    ...new Set(
      input.environments.flatMap(target =>
        aspects.flatMap(aspect => sourcesFor(aspect, target, input)),
      ),
    ),
  ];
}

/** The newest change of anything that the answers depend on. */
export function revisionOf(
  input: AssembleInput,
  aspects: readonly Aspect[] = entityAspects,
): number {
  const sources = new Set(sourcesOf(input, aspects));
  return Math.max(
    0,
    ...input.environments
      .flatMap(target => documentsAt(target, input))
      .filter(({ value }) => aspects.includes(value.aspect))
      .map(d => d.revision),
    ...input.health.filter(h => sources.has(h.id)).map(h => h.revision),
  );
}
