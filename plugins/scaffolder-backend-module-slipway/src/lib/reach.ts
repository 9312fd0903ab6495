import { ServiceUnavailableError } from '@backstage/errors';

const TIME_LIMIT = 30_000;

/**
 * A request that ends in time, and whose failure says which system it was, by its name and never by
 * its address, and how to go on.
 */
export async function reach(
  who: string,
  url: string,
  options: RequestInit & { expect: number[] },
): Promise<Response> {
  const { expect, signal, ...init } = options;
  const limit = AbortSignal.timeout(TIME_LIMIT);
  let response: Response;
  try {
    response = await fetch(url, {
      ...init,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  } catch (error) {
    signal?.throwIfAborted();
    const how = limit.aborted
      ? `did not answer within ${TIME_LIMIT / 1000} s`
      : 'cannot be reached';
    throw new ServiceUnavailableError(
      `${who} ${how}. Nothing of this step was kept; when it is back, choose "Retry" or run the template again with the same values: what is done already is recognized.`,
    );
  }
  if (!expect.includes(response.status)) {
    throw new ServiceUnavailableError(
      `${who} refused with ${response.status} ${response.statusText}. ${
        response.status === 401 || response.status === 403
          ? "Check the credentials in the portal's configuration."
          : 'When it is mended, run this again with the same values.'
      }`,
    );
  }
  return response;
}
