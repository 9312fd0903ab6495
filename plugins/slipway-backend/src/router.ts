import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createHash } from 'crypto';
import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { DeploymentsService } from './service/DeploymentsService';

const part = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);
const entityName = z.object({ kind: part, namespace: part, name: part });

export interface RouterOptions {
  httpAuth: HttpAuthService;
  deployments: DeploymentsService;
}

export function createRouter(options: RouterOptions): Router {
  const { httpAuth, deployments } = options;
  const router = PromiseRouter();

  router.get(
    '/v1/entities/:kind/:namespace/:name/deployments',
    async (req, res) => {
      const credentials = await credentialsOf(httpAuth, req);
      const name = entityName.safeParse(req.params);
      if (!name.success) {
        throw new InputError(
          'Kind, namespace and name of an entity are letters, digits, dots, dashes and underscores, at most 63',
        );
      }
      send(req, res, await deployments.deployments(name.data, credentials));
    },
  );

  router.get('/v1/sources', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    send(req, res, { sources: await deployments.sources(credentials) });
  });

  return router;
}

function credentialsOf(httpAuth: HttpAuthService, req: Request) {
  return httpAuth.credentials(req, { allow: ['user', 'service'] });
}

/** An answer holds its revision and the ages of its sources, so its own digest tells whether any of them changed. */
function send(req: Request, res: Response, body: object) {
  const text = JSON.stringify(body);
  const digest = createHash('sha256').update(text).digest('base64url');
  res.setHeader('ETag', `W/"${digest}"`);
  // Who asks decides what is seen: only the browser may keep it, and must ask each time.
  res.setHeader('Cache-Control', 'private, no-cache');
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  res.type('application/json').send(text);
}
