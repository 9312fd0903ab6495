import { InputError } from '@backstage/errors';
import { withoutAddresses } from '../withoutAddresses';
import { reach, type Answer } from '../reach';
import type { Limits } from './host';

interface Asked {
  expect: number[];
  body?: unknown;
}

/** Asks the API of one host, as the portal. */
export function caller(options: {
  host: string;
  baseUrl: string;
  headers(): Promise<Record<string, string>>;
  limits: Limits;
}) {
  const ask = async (
    path: string,
    to: string,
    { expect, body }: Asked,
  ): Promise<Answer> =>
    reach({
      who: `The Git host ${options.host}`,
      to,
      url: `${options.baseUrl}${path}`,
      method: body ? 'POST' : 'GET',
      headers: await options.headers(),
      body,
      expect,
      ...options.limits,
    });
  return {
    ask,
    /** What is there, or undefined. */
    async look(path: string, to: string): Promise<object | undefined> {
      const { status, body } = await ask(path, to, { expect: [200, 404] });
      return status === 404 ? undefined : (body as object);
    },
  };
}

/** Hosts answer alike to a name that is taken and to one that their own rules refuse. */
export function onlyIfTaken(
  host: string,
  full: string,
  body: unknown,
  taken: RegExp,
): void {
  const said = JSON.stringify(body);
  if (!taken.test(said)) {
    throw new InputError(
      `The Git host ${host} does not take ${full}: ${withoutAddresses(
        said,
      ).slice(0, 300)}`,
    );
  }
}
