import { FirstDayItem } from '@slipway/plugin-slipway-common';
import { ClusterError } from '../sources/kubernetes/client';
import { ServerError } from '../sources/servers/problems';

/** What a look came to: one of four answers. */
export type Found = Pick<FirstDayItem, 'answer' | 'note'>;

export const there = (note?: string): Found => found('there', note);
export const missing = (note?: string): Found => found('missing', note);
export const denied = (by: string): Found => found('denied', by);
export const unasked = (why: string): Found => found('unreachable', why);

function found(answer: Found['answer'], note?: string): Found {
  return { answer, ...(note && { note }) };
}

/** What a system says, or why it says nothing. The words name no address. */
export async function asked(
  who: string,
  permission: string,
  look: () => Promise<Found>,
): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ServerError || error instanceof ClusterError) {
      return error.problem === 'denied'
        ? denied(`${who} does not let the portal look: it needs ${permission}`)
        : unasked(`${who}: ${error.message}`);
    }
    throw error;
  }
}
