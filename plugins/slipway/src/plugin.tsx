import {
  ApiBlueprint,
  PageBlueprint,
  SubPageBlueprint,
  createFrontendPlugin,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  FormFieldBlueprint,
  createFormField,
} from '@backstage/plugin-scaffolder-react/alpha';
import { z } from 'zod';
import { SlipwayClient, slipwayApiRef } from './api';
import { cardExtensions } from './extensions/cards';
import { elsewhereExtensions } from './extensions/elsewhere';
import { runsSomewhere } from './extensions/kinds';
import { ahead, surface, type Surface } from './extensions/surface';
import { FleetIcon } from './fleet/FleetIcon';
import { fleetRouteRef, templateRouteRef } from './routes';

const slipwayApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: slipwayApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => SlipwayClient.create({ fetchApi }),
    }),
});

const serviceContent = EntityContentBlueprint.makeWithOverrides({
  configSchema: { bringVersion: z.string().optional() },
  factory: (original, { apis, config: { bringVersion } }) =>
    original({
      path: '/slipway',
      title: 'Slipway',
      filter: ahead(runsSomewhere, apis),
      loader: () =>
        surface('ServicePage')().then(ServicePage => (
          <ServicePage bringVersion={bringVersion} />
        )),
    }),
});

const fleetPage = PageBlueprint.make({
  params: {
    path: '/fleet',
    title: 'Fleet',
    icon: <FleetIcon />,
    // By which the portal's navigation finds it.
    routeRef: fleetRouteRef,
  },
});

/** Each list a tab of its own, which a portal may leave out. */
const list = (name: string, title: string, component: Surface) =>
  SubPageBlueprint.make({
    name,
    params: {
      path: name,
      title,
      loader: () => surface(component)().then(List => <List />),
    },
  });

/** One that is chosen from, by views that the portal may have for everybody. */
const listWithViews = (name: string, title: string, component: Surface) =>
  SubPageBlueprint.makeWithOverrides({
    name,
    configSchema: {
      views: z
        .array(z.object({ name: z.string(), query: z.string() }))
        .optional(),
    },
    factory: (original, { config: { views } }) =>
      original({
        path: name,
        title,
        loader: () => surface(component)().then(List => <List views={views} />),
      }),
  });

/** The fields of forms that make services: a form has them all, so they are one file, in which what they share is once. */
const field = (name: string, of: keyof typeof import('./form')) =>
  FormFieldBlueprint.make({
    name,
    params: {
      field: async () => createFormField((await import('./form'))[of] as never),
    },
  });

export const slipwayPlugin = createFrontendPlugin({
  pluginId: 'slipway',
  title: 'Slipway',
  routes: { fleet: fleetRouteRef },
  externalRoutes: { template: templateRouteRef },
  info: { packageJson: () => import('../package.json') },
  extensions: [
    slipwayApi,
    ...cardExtensions,
    ...elsewhereExtensions,
    serviceContent,
    fleetPage,
    listWithViews('services', 'Services', 'ServicesPage'),
    list('quotas', 'Quotas', 'QuotasPage'),
    list('backups', 'Backups', 'BackupsPage'),
    listWithViews('due', 'Due', 'DuePage'),
    list('sources', 'Sources', 'SourcesPage'),
    field('service-name', 'serviceNameField'),
    field('environments', 'environmentsField'),
    field('more', 'moreField'),
    field('repository', 'repositoryField'),
    field('preview', 'previewField'),
  ],
});
