import {
  coreExtensionData,
  createExtension,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';

/** An element in a portal that speaks a language. */
export function renderIn(
  language: 'en' | 'de',
  element: JSX.Element,
  options: Pick<
    NonNullable<Parameters<typeof renderTestApp>[0]>,
    'apis' | 'mountedRoutes'
  > = {},
) {
  // Where the portal keeps what somebody chose in the settings.
  window.localStorage.setItem('language', language);
  return renderTestApp({
    ...options,
    config: {
      app: {
        baseUrl: 'http://localhost',
        extensions: [
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'de'],
              },
            },
          },
        ],
      },
      backend: { baseUrl: 'http://localhost' },
    },
    extensions: [
      createExtension({
        attachTo: { id: 'app/routes', input: 'routes' },
        output: [coreExtensionData.routePath, coreExtensionData.reactElement],
        factory: () => [
          coreExtensionData.routePath('/'),
          coreExtensionData.reactElement(<main>{element}</main>),
        ],
      }),
    ],
  });
}
