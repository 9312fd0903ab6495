import { Clock, attempt } from '../../lib/clock';
import { JsonAnswer, JsonRequest, askJson } from '../../lib/http';
import { ClusterError } from '../kubernetes/client';
import { ListItems } from '../kubernetes/listItems';
import { ServerError, answerError, networkError } from './problems';

const LIMIT_MS = 10_000;

export interface ServerRequest extends Omit<JsonRequest, 'into'> {
  /** Of a list: takes its objects as they arrive. With each it has the whole time again. */
  onItem?: (item: unknown) => void;
}

/** An answer, or why there is none; one that says that the server itself is not well is none. */
export async function askServer(
  clock: Clock,
  { onItem, ...request }: ServerRequest,
): Promise<JsonAnswer> {
  const asking = attempt(clock, request.signal, LIMIT_MS);
  const into =
    onItem &&
    new ListItems(item => {
      asking.arm();
      onItem(item);
    });
  try {
    const answer = await askJson({ ...request, into, signal: asking.signal });
    if (answer.status === 429 || answer.status >= 500) {
      throw answerError(answer.status, answer.headers['retry-after']);
    }
    return answer;
  } catch (error) {
    const understood =
      error instanceof ServerError || error instanceof ClusterError;
    if (understood || request.signal.aborted) {
      throw error;
    }
    throw asking.state.timedOut
      ? new ServerError('unreachable', 'no answer in time')
      : networkError(error);
  } finally {
    asking.end();
  }
}
