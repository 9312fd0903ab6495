import type { Answer } from './types';

/** The same answer about what is made of what is known, or was known last. */
export function mapKnown<T, U>(
  answer: Answer<T>,
  make: (value: T) => U,
): Answer<U> {
  switch (answer.answer) {
    case 'data':
      return { ...answer, value: make(answer.value) };
    case 'absent':
      return answer;
    default: {
      const { lastKnown, ...rest } = answer;
      return lastKnown
        ? { ...rest, lastKnown: { ...lastKnown, value: make(lastKnown.value) } }
        : rest;
    }
  }
}

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
