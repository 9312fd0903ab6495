import { qualifiedName } from './resources';
import { ResourceType } from './types';

/** An answer of kind `Status`, worded as the real server's. */
export interface StatusBody {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, unknown>;
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: Record<string, unknown>;
  code: number;
}

export class ApiError extends Error {
  constructor(readonly body: StatusBody) {
    super(body.message);
  }
}

function failure(
  code: number,
  reason: string | undefined,
  message: string,
  details?: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): ApiError {
  return new ApiError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata,
    status: 'Failure',
    message,
    ...(reason && { reason }),
    ...(details && { details }),
    code,
  });
}

function detailsOf(type: ResourceType, name?: string) {
  return {
    ...(name !== undefined && { name }),
    ...(type.group && { group: type.group }),
    kind: type.plural,
  };
}

export function notFound(type: ResourceType, name: string): ApiError {
  return failure(
    404,
    'NotFound',
    `${qualifiedName(type)} "${name}" not found`,
    detailsOf(type, name),
  );
}

/** A group that is served, without such a kind. */
export function unknownResource(): ApiError {
  return failure(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );
}

export function alreadyExists(type: ResourceType, name: string): ApiError {
  return failure(
    409,
    'AlreadyExists',
    `${qualifiedName(type)} "${name}" already exists`,
    detailsOf(type, name),
  );
}

export function conflict(
  type: ResourceType,
  name: string,
  why?: string,
): ApiError {
  const cause =
    why ??
    'the object has been modified; please apply your changes to the latest version and try again';
  return failure(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedName(
      type,
    )} "${name}": ${cause}`,
    detailsOf(type, name),
  );
}

export interface FieldCause {
  field: string;
  reason: 'FieldValueRequired' | 'FieldValueInvalid' | 'FieldValueForbidden';
  message: string;
}

export function invalid(
  type: ResourceType,
  name: string,
  causes: FieldCause[],
): ApiError {
  const list = causes.map(c => `${c.field}: ${c.message}`);
  return failure(
    422,
    'Invalid',
    `${type.kind}${type.group ? `.${type.group}` : ''} "${name}" is invalid: ${
      list.length > 1 ? `[${list.join(', ')}]` : list[0]
    }`,
    {
      name,
      ...(type.group && { group: type.group }),
      kind: type.kind,
      causes: causes.map(c => ({
        reason: c.reason,
        message: c.message,
        field: c.field,
      })),
    },
  );
}

export function badRequest(message: string): ApiError {
  return failure(400, 'BadRequest', message);
}

/** A JSON patch that could be read, and whose steps do not fit the object. */
export function patchFailed(): ApiError {
  return failure(
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
    {},
  );
}

export function unauthorized(): ApiError {
  return failure(401, 'Unauthorized', 'Unauthorized');
}

export interface Attempt {
  user: string;
  verb: string;
  type: ResourceType;
  namespace?: string;
  name?: string;
}

export function forbidden(attempt: Attempt): ApiError {
  const { user, verb, type, namespace, name } = attempt;
  const subject = name
    ? `${qualifiedName(type)} "${name}"`
    : qualifiedName(type);
  const scope = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return failure(
    403,
    'Forbidden',
    `${subject} is forbidden: User "${user}" cannot ${verb} resource "${type.plural}" in API group "${type.group}" ${scope}`,
    detailsOf(type, name),
  );
}

export function forbiddenPath(
  user: string,
  verb: string,
  path: string,
): ApiError {
  return failure(
    403,
    'Forbidden',
    `forbidden: User "${user}" cannot ${verb} path "${path}"`,
    {},
  );
}

/** Refused for what the object's home is, not for who asks. */
export function forbiddenByState(
  type: ResourceType,
  name: string,
  why: string,
): ApiError {
  return failure(
    403,
    'Forbidden',
    `${qualifiedName(type)} "${name}" is forbidden: ${why}`,
    detailsOf(type, name),
  );
}

export function methodNotAllowed(): ApiError {
  return failure(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

export function unsupportedMediaType(accepted: string[]): ApiError {
  return failure(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  );
}

/** A continued list whose history is gone; the token in it goes on without a consistent view. */
export function continueExpired(inconsistentToken: string): ApiError {
  return failure(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
      'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
      'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted ' +
      'between the time the first chunk was returned and now may show up in the list.',
    undefined,
    { continue: inconsistentToken },
  );
}

export function versionExpired(version: number, oldest: number): ApiError {
  return failure(
    410,
    'Expired',
    `too old resource version: ${version} (${oldest})`,
  );
}

export function versionTooLarge(version: number, current: number): ApiError {
  return failure(
    504,
    'Timeout',
    `Too large resource version: ${version}, current: ${current}`,
    {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  );
}

export function deleted(
  type: ResourceType,
  name: string,
  uid?: string,
): StatusBody {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { ...detailsOf(type, name), ...(uid && { uid }) },
    code: 200,
  };
}
