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
  factory: (original, { config: { bringVersion } }) =>
    original({
      path: '/slipway',
      title: 'Slipway',
      filter: runsSomewhere,
      loader: () =>
        import('./surfaces').then(m => (
          <m.ServicePage bringVersion={bringVersion} />
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
const fleetLists = [
  SubPageBlueprint.make({
    name: 'services',
    params: {
      path: 'services',
      title: 'Services',
      loader: () => import('./surfaces').then(m => <m.ServicesPage />),
    },
  }),
  SubPageBlueprint.make({
    name: 'quotas',
    params: {
      path: 'quotas',
      title: 'Quotas',
      loader: () => import('./surfaces').then(m => <m.QuotasPage />),
    },
  }),
  SubPageBlueprint.make({
    name: 'backups',
    params: {
      path: 'backups',
      title: 'Backups',
      loader: () => import('./surfaces').then(m => <m.BackupsPage />),
    },
  }),
  SubPageBlueprint.make({
    name: 'sources',
    params: {
      path: 'sources',
      title: 'Sources',
      loader: () => import('./surfaces').then(m => <m.SourcesPage />),
    },
  }),
];

/** The fields of forms that make services: a form has them all, so they are one file, in which what they share is once. */
const formFields = [
  FormFieldBlueprint.make({
    name: 'service-name',
    params: {
      field: () =>
        import('./form').then(m => createFormField(m.serviceNameField)),
    },
  }),
  FormFieldBlueprint.make({
    name: 'environments',
    params: {
      field: () =>
        import('./form').then(m => createFormField(m.environmentsField)),
    },
  }),
  FormFieldBlueprint.make({
    name: 'more',
    params: {
      field: () => import('./form').then(m => createFormField(m.moreField)),
    },
  }),
  FormFieldBlueprint.make({
    name: 'repository',
    params: {
      field: () =>
        import('./form').then(m => createFormField(m.repositoryField)),
    },
  }),
  FormFieldBlueprint.make({
    name: 'preview',
    params: {
      field: () => import('./form').then(m => createFormField(m.previewField)),
    },
  }),
];

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
    ...fleetLists,
    ...formFields,
  ],
});
