import {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';

/** So many requests in ten seconds for each who asks; what is above is told when to try again. */
export function perUser(
  httpAuth: HttpAuthService,
  limit: number,
): RequestHandler {
  return rateLimit({
    windowMs: 10_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: async req =>
      whoOf(
        await httpAuth.credentials(req as Request, {
          allow: ['user', 'service'],
        }),
      ),
    message: {
      error: {
        name: 'TooManyRequests',
        message: 'Too many requests; try again in some seconds',
      },
      response: { statusCode: 429 },
    },
  }) as unknown as RequestHandler;
}

/** By whom somebody is known to others. */
export function whoOf({ principal }: BackstageCredentials): string {
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? 'unknown';
}
