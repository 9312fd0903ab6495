import {
  Answer,
  AspectSummary,
  EntityAspect,
  FleetEnvironment,
  FleetService,
  entityAspects,
  knownIn,
  worstState,
} from '@slipway/plugin-slipway-common';
import { KnownEntity } from '../../entities/EntityDirectory';
import { Known, answerFor, documentsAt } from '../answer';
import { asDeclared, environmentsFound, verdictOfAnswers } from '../assemble';
import { Summary } from './summary';

/** A service as lists show it. The documents hold summaries. */
export function rowOf(entity: KnownEntity, known: Known): FleetService {
  const { entityRef, name, title, type, owners, lifecycle } = entity;
  const { system, domain, domainsAbove } = entity;
  const targets =
    entity.environments ?? environmentsFound(entity, known.documents);
  const documents = asDeclared(known.documents, targets);
  const environments = targets.map(target => {
    const here = {
      ...known,
      documents: documentsAt(target, { ...known, documents }),
    };
    const answers = Object.fromEntries(
      entityAspects.map(aspect => [aspect, answerFor(aspect, target, here)]),
    ) as unknown as Record<EntityAspect, Answer<Summary>>;
    return { ...target, ...environmentOf(answers) };
  });
  return {
    entityRef,
    name,
    ...(title && { title }),
    ...(type && { type }),
    owners,
    ...(system && { system }),
    ...(domain && { domain }),
    ...(domainsAbove && { domainsAbove }),
    ...(lifecycle && { lifecycle }),
    verdict: worstOf(environments),
    environments,
  };
}

export function worstOf(environments: FleetEnvironment[]) {
  return worstState(environments.map(e => e.verdict)) ?? 'unknown';
}

function environmentOf(
  answers: Record<EntityAspect, Answer<Summary>>,
): Omit<FleetEnvironment, 'name' | 'cluster' | 'namespace'> {
  const known = (aspect: EntityAspect) => knownIn(answers[aspect]);
  const { versions = [], since, ready, wanted } = known('deployments') ?? {};
  const quota = known('quota')?.quota;
  const backups = known('backups')?.backups;
  const behind = known('commits')?.behind;
  const certificateEndsAt = known('exposure')?.certificateEndsAt;
  return {
    verdict: verdictOfAnswers(answers),
    aspects: Object.fromEntries(
      entityAspects.flatMap(aspect => {
        const summary = aspectOf(answers[aspect]);
        return summary ? [[aspect, summary]] : [];
      }),
    ),
    versions,
    ...(since && { since }),
    ...(ready !== undefined && { ready }),
    ...(wanted !== undefined && { wanted }),
    ...(behind !== undefined && { behind }),
    ...(quota && { quota }),
    ...(backups && {
      // What never was is older than everything.
      backedUpAt: backups
        .map(({ lastSuccessAt = '' }) => lastSuccessAt)
        .sort()
        .at(0),
    }),
    ...(certificateEndsAt && { certificateEndsAt }),
  };
}

function aspectOf(answer: Answer<Summary>): AspectSummary | undefined {
  if (answer.answer === 'absent') {
    return undefined;
  }
  const verdict = knownIn(answer)?.verdict;
  const codes = verdict?.reasons.map(({ code }) => code) ?? [];
  return {
    answer: answer.answer,
    ...(answer.answer === 'unreachable' &&
      answer.starting && { starting: true }),
    ...(verdict && { state: verdict.state }),
    ...(codes.length > 0 && { codes }),
    ...verdict?.worst,
  };
}
