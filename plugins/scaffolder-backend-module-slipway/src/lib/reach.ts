import { ServiceUnavailableError } from '@backstage/errors';
import { withoutAddresses } from './withoutAddresses';

const TIME_LIMIT = 30_000;

/** How a task that failed half-way is brought to its end. */
export const AGAIN =
  'When it is mended, choose "Retry", or "Start Over" with the same values: what is done already is recognized.';

export interface Reach {
  /** The system's name as people know it; its address is never told. */
  who: string;
  /** What it is asked for, as in "asked to …". */
  to: string;
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: unknown;
  /** Status codes that are answers rather than failures. */
  expect: number[];
  signal?: AbortSignal;
  timeLimit?: number;
}

export interface Answer {
  status: number;
  body: unknown;
}

/** A JSON request that ends in time, and whose failure says which system it was and how to go on. */
export async function reach(options: Reach): Promise<Answer> {
  const { who, to, expect, signal, timeLimit = TIME_LIMIT } = options;
  const limit = AbortSignal.timeout(timeLimit);
  const failed = (how: string, remedy = AGAIN) =>
    new ServiceUnavailableError(`${who} ${how}, asked to ${to}. ${remedy}`);

  let response: Response;
  let text: string;
  try {
    response = await fetch(options.url, {
      method: options.method ?? 'GET',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...options.headers,
      },
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    text = await response.text();
  } catch (error) {
    signal?.throwIfAborted();
    throw failed(
      limit.aborted
        ? `did not answer within ${timeLimit / 1000} s`
        : 'cannot be reached',
    );
  }

  const body = parseJson(text);
  if (response.status === 401 || response.status === 403) {
    throw failed(
      `refused the portal's credentials (${response.status}${reasonIn(body)})`,
      `Mend them in the portal's configuration. ${AGAIN}`,
    );
  }
  if (!expect.includes(response.status)) {
    throw failed(`answered ${response.status}${reasonIn(body)}`);
  }
  if (response.ok && body === undefined) {
    throw failed('answered with something that is not JSON');
  }
  return { status: response.status, body };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Both Gitea and Argo CD say in `message` why they refuse. */
function reasonIn(body: unknown): string {
  const message = (body as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' && message
    ? `: ${withoutAddresses(message).slice(0, 300)}`
    : '';
}
