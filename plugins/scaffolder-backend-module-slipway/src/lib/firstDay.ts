import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type { FirstDayNeed } from '@slipway/model';
import type { FirstDay, FirstDayItem } from '@slipway/plugin-slipway-common';
import { askState, type StateBackEnd } from './state';

export interface FirstDayReader {
  (asked: {
    entityRef: string;
    credentials: BackstageCredentials;
    signal?: AbortSignal;
  }): Promise<FirstDayItem[] | Error>;
}

/** The back end looks just then, at a dozen servers that may be slow. */
export function firstDayReader(
  deps: StateBackEnd & { timeLimit?: number },
): FirstDayReader {
  const { timeLimit = 30_000 } = deps;
  return async ({ entityRef, credentials, signal }) => {
    try {
      const { kind, namespace, name } = parseEntityRef(entityRef);
      const place = [kind, namespace, name].map(encodeURIComponent).join('/');
      const body = await askState(deps, credentials, {
        to: `look up what ${name} needs`,
        path: `entities/${place}/first-day`,
        method: 'POST',
        signal,
        timeLimit,
      });
      const { items, unread } = body as FirstDay;
      return unread ? new Error(unread) : items;
    } catch (error) {
      signal?.throwIfAborted();
      return error as Error;
    }
  };
}

/** Every need with its answer; what nobody answered for could not be asked. */
export function answered(
  needs: readonly FirstDayNeed[],
  answers: readonly FirstDayItem[] | Error,
): FirstDayItem[] {
  return needs.map(({ look: _, ...need }) => {
    const found = Array.isArray(answers)
      ? answers.find(({ id }) => id === need.id)
      : undefined;
    return found
      ? { ...need, answer: found.answer, note: found.note }
      : { ...need, answer: 'unreachable' };
  });
}

const order: FirstDayItem['answer'][] = [
  'missing',
  'unreachable',
  'denied',
  'there',
];

/** To tick off, what is missing first; what is there is ticked. */
export function checklist(items: readonly FirstDayItem[]): string {
  return order
    .flatMap(answer => items.filter(item => item.answer === answer))
    .map(item => `- ${markOf(item)} ${item.text}${noteOf(item)}`)
    .join('\n');
}

/** The portal's Markdown has no boxes to tick in every theme: a sign and a word do. */
function markOf({ answer }: FirstDayItem): string {
  return {
    there: '✓',
    missing: '**Missing:**',
    denied: 'Not looked up:',
    unreachable: 'Not known:',
  }[answer];
}

function noteOf({ answer, note, url }: FirstDayItem): string {
  const detail = note ? ` *${note[0].toUpperCase()}${note.slice(1)}.*` : '';
  return answer === 'there' || !url ? detail : `${detail} [See to it](${url})`;
}
