import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  DeliveryAction,
  deliveryActions,
} from '@slipway/plugin-slipway-common';
import type { Request, Response, Router } from 'express';
import { DeliveryActions } from './acting';
import { perUser } from './lib/perUser';
import { createOpenApiRouter } from './schema/openapi';
import { CreateService } from './service/CreateService';
import { Fleet } from './service/fleet/Fleet';
import { chosenDeployments, chosenFleet, chosenState } from './service/fields';
import { StateService } from './service/StateService';

export interface RouterOptions {
  actions: DeliveryActions;
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  state: StateService;
  fleet: Fleet;
  create: CreateService;
}

/** A form that is typed into asks some times a second. */
const PREVIEWS = 100;
/** Each asks a dozen questions of other servers. */
const LOOKS = 10;
/** Nobody restarts more than that by hand in ten seconds. */
const DEEDS = 10;

/** The HTTP API; requests that the description does not allow never get here. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { actions, auditor, httpAuth, state, fleet, create } = options;
  const router = await createOpenApiRouter();

  router.get(
    '/v1/entities/:kind/:namespace/:name/deployments',
    async (req, res) => {
      const credentials = await credentialsOf(httpAuth, req);
      const { kind, namespace, name } = req.params;
      const entity = { kind, namespace, name };
      onlyForWhoAsked(res);
      const all = await state.deployments(entity, credentials);
      res.json(chosenDeployments(all, req.query.fields));
    },
  );

  router.get('/v1/entities/:kind/:namespace/:name/state', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { kind, namespace, name } = req.params;
    onlyForWhoAsked(res);
    const entity = { kind, namespace, name };
    const [known, allowed] = await Promise.all([
      state.state(entity, credentials),
      actions.allowed(entity, credentials),
    ]);
    const all = { ...known, ...(allowed.length > 0 && { actions: allowed }) };
    res.json(chosenState(all, req.query.fields));
  });

  router.get(
    '/v1/entities/:kind/:namespace/:name/history',
    async (req, res) => {
      const credentials = await credentialsOf(httpAuth, req);
      const { kind, namespace, name } = req.params;
      const { kinds, limit = 50, cursor } = req.query;
      onlyForWhoAsked(res);
      res.json(
        await state.history(
          { kind, namespace, name },
          { kinds, limit: Number(limit), cursor },
          credentials,
        ),
      );
    },
  );

  router.get(
    '/v1/entities/:kind/:namespace/:name/metrics',
    async (req, res) => {
      const credentials = await credentialsOf(httpAuth, req);
      const { kind, namespace, name } = req.params;
      const days = Number(req.query.days ?? 30);
      onlyForWhoAsked(res);
      res.json(
        await state.metrics({ kind, namespace, name }, days, credentials),
      );
    },
  );

  router.post(
    '/v1/entities/:kind/:namespace/:name/first-day',
    perUser(httpAuth, LOOKS),
    async (req, res) => {
      const credentials = await credentialsOf(httpAuth, req);
      const { kind, namespace, name } = req.params;
      const gone = new AbortController();
      res.on('close', () => gone.abort());
      onlyForWhoAsked(res);
      res.json(
        await state.firstDay(
          { kind, namespace, name },
          credentials,
          gone.signal,
        ),
      );
    },
  );

  const act = (action: DeliveryAction) =>
    router.post(
      `/v1/entities/:kind/:namespace/:name/${action}`,
      perUser(httpAuth, DEEDS),
      async (req, res) => {
        const credentials = await credentialsOf(httpAuth, req);
        const { kind, namespace, name } = req.params;
        const { environment } = req.body;
        const gone = new AbortController();
        res.on('close', () => gone.abort());
        onlyForWhoAsked(res);
        const event = await auditor.createEvent({
          eventId: `delivery-${action}`,
          severityLevel: 'medium',
          request: req as unknown as Request,
          meta: { kind, namespace, name, environment },
        });
        try {
          const entity = { kind, namespace, name };
          const done = await actions.act(
            action,
            entity,
            environment,
            credentials,
            gone.signal,
          );
          await event.success({ meta: { objects: done.objects } });
          res.json(done);
        } catch (error) {
          await event.fail({ error: error as Error });
          throw error;
        }
      },
    );
  deliveryActions.forEach(act);

  router.get('/v1/fleet', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    onlyForWhoAsked(res);
    const { fields, ...query } = req.query;
    const page = await fleet.services(fleetQuery(query), credentials);
    res.json(chosenFleet(page, fields));
  });

  router.get('/v1/quotas', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    onlyForWhoAsked(res);
    res.json(await fleet.quotas(fleetQuery(req.query), credentials));
  });

  router.get('/v1/backups', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    onlyForWhoAsked(res);
    res.json(await fleet.backups(fleetQuery(req.query), credentials));
  });

  router.get('/v1/due', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    onlyForWhoAsked(res);
    const { within, ...query } = fleetQuery(req.query);
    res.json(
      await fleet.due(
        { ...query, ...(within && { within: Number(within) }) },
        credentials,
      ),
    );
  });

  router.get('/v1/sources', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    onlyForWhoAsked(res);
    res.json({ sources: await state.sources(credentials) });
  });

  router.get('/v1/create/platform', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    onlyForWhoAsked(res);
    res.json(await create.platform(credentials));
  });

  router.get('/v1/create/quotas/:cluster/:namespace', async (req, res) => {
    const credentials = await credentialsOf(httpAuth, req);
    const { cluster, namespace } = req.params;
    onlyForWhoAsked(res);
    res.json(await create.quota(cluster, namespace, credentials));
  });

  router.post(
    '/v1/create/preview',
    perUser(httpAuth, PREVIEWS),
    async (req, res) => {
      const credentials = await credentialsOf(httpAuth, req);
      onlyForWhoAsked(res);
      res.json(await create.preview(req.body, credentials));
    },
  );

  return router;
}

function credentialsOf(httpAuth: HttpAuthService, req: unknown) {
  return httpAuth.credentials(req as Request, { allow: ['user', 'service'] });
}

/** Numbers come as text. */
function fleetQuery<Q extends { limit?: number }>(query: Q): Q {
  const { limit } = query;
  return limit === undefined ? query : { ...query, limit: Number(limit) };
}

/** Who asks decides what is seen: only the browser may keep it, and asks each time whether it still holds. */
function onlyForWhoAsked(res: Pick<Response, 'setHeader'>) {
  res.setHeader('Cache-Control', 'private, no-cache');
}
