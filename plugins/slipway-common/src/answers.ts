import type { Answer } from './types';

/** What is known, or was known last. */
export function knownIn<T>(answer: Answer<T>): T | undefined {
  switch (answer.answer) {
    case 'data':
      return answer.value;
    case 'absent':
      return undefined;
    default:
      return answer.lastKnown?.value;
  }
}
