import { useEffect } from 'react';
import { ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  type AnyApiFactory,
} from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  NavContentBlueprint,
  SignInPageBlueprint,
} from '@backstage/plugin-app-react';
import { slipwayApiRef, type SlipwayApi } from '../src/api';
import { fleetRouteRef } from '../src/routes';

/** Nobody signs in to look at cards, or goes anywhere. */
const bare = createFrontendModule({
  pluginId: 'app',
  extensions: [
    NavContentBlueprint.make({ params: { component: () => null } }),
    SignInPageBlueprint.make({
      params: {
        loader: async () => props => {
          useEffect(() => {
            props.onSignInSuccess({
              getProfileInfo: async () => ({}),
              getBackstageIdentity: async () => ({
                type: 'user',
                userEntityRef: 'user:default/guest',
                ownershipEntityRefs: ['user:default/guest'],
              }),
              getCredentials: async () => ({}),
              signOut: async () => {},
            });
          }, [props]);
          return null;
        },
      },
    }),
  ],
});

/** A portal with one page, and a back end that tells what it is to. */
export function portal(
  page: JSX.Element,
  api: Partial<SlipwayApi>,
  others: AnyApiFactory[] = [],
): JSX.Element {
  return createApp({
    advanced: {
      configLoader: async () => ({
        config: new ConfigReader({
          app: { title: 'Cards', baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
        }),
      }),
    },
    features: [
      bare,
      createFrontendPlugin({
        pluginId: 'slipway',
        extensions: [
          ApiBlueprint.make({
            params: defineParams =>
              defineParams({
                api: slipwayApiRef,
                deps: {},
                factory: () => api as SlipwayApi,
              }),
          }),
          ...others.map((factory, index) =>
            ApiBlueprint.make({
              name: `other-${index}`,
              params: defineParams => defineParams(factory as never),
            }),
          ),
          PageBlueprint.make({
            params: { path: '/', noHeader: true, loader: async () => page },
          }),
        ],
      }),
      createFrontendPlugin({
        pluginId: 'fleet',
        extensions: [
          PageBlueprint.make({
            params: {
              path: '/fleet',
              routeRef: fleetRouteRef,
              loader: async () => <div />,
            },
          }),
        ],
      }),
      createFrontendPlugin({
        pluginId: 'catalog',
        extensions: [
          PageBlueprint.make({
            params: {
              path: '/catalog/:namespace/:kind/:name',
              routeRef: entityRouteRef,
              loader: async () => <div />,
            },
          }),
        ],
      }),
    ],
  }).createRoot();
}
