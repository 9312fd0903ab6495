import { mockCredentials } from '@backstage/backend-test-utils';
import Ajv from 'ajv/dist/2020';
import { readFileSync } from 'fs';
import { join } from 'path';
import request from 'supertest';
import { parse } from 'yaml';
import type { DeploymentsResponse } from '@slipway/plugin-slipway-common';

export const description = parse(
  readFileSync(join(__dirname, '../schema/openapi.yaml'), 'utf8'),
);

const ajv = new Ajv({ strict: false });
ajv.addSchema({ ...description, $id: 'openapi' });

/** What the description says about a body, as a list of differences. */
export function differences(schema: string, body: unknown) {
  const validate = ajv.getSchema(`openapi#/components/schemas/${schema}`)!;
  return validate(body) ? [] : validate.errors;
}

export const paymentsPath =
  '/api/slipway/v1/entities/component/default/payments/deployments';

export const statePath = paymentsPath.replace(/deployments$/, 'state');

export const historyPath = paymentsPath.replace(/deployments$/, 'history');

export const metricsPath = paymentsPath.replace(/deployments$/, 'metrics');

export function get(
  server: any,
  path = paymentsPath,
  user = 'user:default/mock',
) {
  return request(server)
    .get(path)
    .set('authorization', mockCredentials.user.header(user));
}

/** Reads again until the answer is as wanted. */
export async function readUntil<T = DeploymentsResponse>(
  server: any,
  wanted: (body: T) => boolean,
  path = paymentsPath,
): Promise<T> {
  let body: any;
  for (let i = 0; i < 400; i++) {
    ({ body } = await get(server, path));
    if (!body.error && wanted(body)) {
      return body;
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error(`It never came: ${JSON.stringify(body)}`);
}
