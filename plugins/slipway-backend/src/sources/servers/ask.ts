import { Clock, attempt } from '../../lib/clock';
import { JsonAnswer, JsonRequest, askJson } from '../../lib/http';
import { ServerError, answerError, networkError } from './problems';

const LIMIT_MS = 10_000;

/** An answer, or why there is none; one that says that the server itself is not well is none. */
export async function askServer(
  clock: Clock,
  request: JsonRequest,
): Promise<JsonAnswer> {
  const asking = attempt(clock, request.signal, LIMIT_MS);
  try {
    const answer = await askJson({ ...request, signal: asking.signal });
    if (answer.status === 429 || answer.status >= 500) {
      throw answerError(answer.status, answer.headers['retry-after']);
    }
    return answer;
  } catch (error) {
    if (error instanceof ServerError || request.signal.aborted) {
      throw error;
    }
    throw asking.state.timedOut
      ? new ServerError('unreachable', 'no answer in time')
      : networkError(error);
  } finally {
    asking.end();
  }
}
