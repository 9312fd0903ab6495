import { EnvironmentTarget } from '@slipway/model';
import {
  Answer,
  EntityState,
  GoldenPathState,
} from '@slipway/plugin-slipway-common';
import { Known, answerFor } from './answer';

const everywhere = { name: '', cluster: '', namespace: '' };

/** Of a repository that nobody was told to read there is no answer. */
export function goldenPathIn(
  known: Known & { environments: EnvironmentTarget[] },
): Pick<EntityState, 'goldenPath'> {
  const document = known.documents.find(
    ({ value }) => value.aspect === 'goldenPath' && value.state,
  );
  if (document) {
    const answer = answerFor('goldenPath', everywhere, known);
    return { goldenPath: asRead(answer, document.value.at) };
  }
  const unread = gitIsAway(known) && neverRead(known);
  return unread ? { goldenPath: unread } : {};
}

function gitIsAway({ health }: Known): boolean {
  return health.some(
    ({ id, value }) => id.startsWith('git/') && value && value.state !== 'ok',
  );
}

/** Its host has not said anything yet, neither of its commits nor of this. */
function neverRead(
  known: Known & { environments: EnvironmentTarget[] },
): Answer<GoldenPathState> | undefined {
  for (const target of known.environments) {
    const answer = answerFor('commits', target, known);
    if (answer.answer === 'denied' || answer.answer === 'unreachable') {
      const { lastKnown: _, ...rest } = answer;
      return rest;
    }
  }
  return undefined;
}

/** What the repository itself says comes before how its host is. */
function asRead(
  answer: Answer<GoldenPathState>,
  since: string,
): Answer<GoldenPathState> {
  if (answer.answer === 'absent') {
    return answer;
  }
  if (answer.answer !== 'data') {
    const { lastKnown, ...rest } = answer;
    return lastKnown?.value.locked ? answer : rest;
  }
  const { value, at } = answer;
  const { known, locked, permission } = value;
  const lastKnown = locked ? { lastKnown: { value, at: since } } : {};
  switch (known) {
    case 'denied':
      return {
        answer: 'denied',
        since,
        permission: permission ?? 'read on its contents',
        ...lastKnown,
      };
    case 'unreachable':
      return {
        answer: 'unreachable',
        since,
        reason: 'its repository does not answer',
        ...lastKnown,
      };
    default:
      return locked ? answer : { answer: 'absent', at };
  }
}
