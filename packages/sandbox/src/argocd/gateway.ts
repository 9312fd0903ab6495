import { IncomingMessage } from 'node:http';
import { readBody } from '../http';
import { ApiError, KubernetesObject } from '../kubernetes';
import { ApplicationError } from './types';

/** An error as Argo CD's gateway words it: a gRPC code beside the HTTP one. */
export class GatewayError extends Error {
  constructor(readonly http: number, readonly grpc: number, message: string) {
    super(message);
  }
}

export const denied = () => new GatewayError(403, 7, 'permission denied');
export const badArgument = (message: string) =>
  new GatewayError(400, 3, message);

export function gatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) {
    return error;
  }
  if (error instanceof ApplicationError) {
    return badArgument(error.message);
  }
  if (error instanceof URIError) {
    return badArgument('malformed path');
  }
  if (error instanceof ApiError) {
    return error.body.code === 404
      ? new GatewayError(404, 5, error.message)
      : badArgument(error.message);
  }
  throw error;
}

const EMPTY_STATUS = {
  health: { status: '' },
  summary: {},
  sync: {
    status: '',
    comparedTo: { source: { repoURL: '' }, destination: {} },
  },
};

/** As Go writes it: without the kind, and with an empty status where none is yet. */
export function withoutKind({
  apiVersion: _v,
  kind,
  ...rest
}: KubernetesObject): object {
  return kind === 'Application'
    ? { ...rest, status: rest.status ?? EMPTY_STATUS }
    : rest;
}

export async function jsonBody(
  request: IncomingMessage,
): Promise<Record<string, any>> {
  try {
    const body = JSON.parse((await readBody(request)).toString('utf8') || '{}');
    return typeof body === 'object' && body !== null ? body : {};
  } catch (error) {
    throw badArgument((error as Error).message);
  }
}
