import type { ComponentType } from 'react';
import { CatalogFilterBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import { isService } from '../search/isService';
import { amount, entityCard } from './entityCard';
import { hasServices, isPlace } from './kinds';
import { surface } from './surface';

const configSchema = { most: amount };

/** What is told of services where they are not the page's subject. */
export const elsewhereExtensions = [
  entityCard('services', 'ServicesCard', configSchema, hasServices),
  entityCard('namespaces', 'NamespacesCard', configSchema, isPlace),
  entityCard('sources', 'SourcesCard', {}, isPlace),
  CatalogFilterBlueprint.make({
    name: 'health',
    params: {
      loader: () =>
        surface('HealthFilter')().then(HealthFilter => <HealthFilter />),
    },
  }),
  SearchResultListItemBlueprint.make({
    params: { predicate: isService, component: surface('SearchResult') },
  }),
  HomePageWidgetBlueprint.makeWithOverrides({
    name: 'my-services',
    configSchema,
    factory: (original, { config }) =>
      original({
        name: 'SlipwayMyServices',
        title: 'My services',
        components: async () => ({ Content: await surface('MyServices')() }),
        componentProps: {
          ...config,
          // It brings its own frame.
          Renderer: ({ Content, ...props }: { Content: ComponentType }) => (
            <Content {...props} />
          ),
        },
      }),
  }),
];
