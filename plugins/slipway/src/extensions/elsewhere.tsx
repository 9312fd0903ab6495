import type { ComponentType } from 'react';
import type { Entity } from '@backstage/catalog-model';
import {
  CatalogFilterBlueprint,
  EntityCardBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import { z } from 'zod';
import { isService } from '../search/isService';
import { hasServices, isPlace } from './kinds';

const surfaces = () => import('../surfaces');

const configSchema = { most: z.int().min(1).max(100).optional() };

function card(
  name: string,
  filter: (entity: Entity) => boolean,
  load: () => Promise<ComponentType<{ most?: number }>>,
) {
  return EntityCardBlueprint.makeWithOverrides({
    name,
    configSchema,
    factory: (original, { config }) =>
      original({
        type: 'content',
        filter,
        loader: async () => {
          const Card = await load();
          return <Card most={config.most} />;
        },
      }),
  });
}

/** What is told of services where they are not the page's subject. */
export const elsewhereExtensions = [
  card('services', hasServices, () => surfaces().then(m => m.ServicesCard)),
  card('namespaces', isPlace, () => surfaces().then(m => m.NamespacesCard)),
  card('sources', isPlace, () => surfaces().then(m => m.SourcesCard)),
  CatalogFilterBlueprint.make({
    name: 'health',
    params: { loader: () => surfaces().then(m => <m.HealthFilter />) },
  }),
  SearchResultListItemBlueprint.make({
    params: {
      predicate: isService,
      component: () => surfaces().then(m => m.SearchResult),
    },
  }),
  HomePageWidgetBlueprint.makeWithOverrides({
    name: 'my-services',
    configSchema,
    factory: (original, { config }) =>
      original({
        name: 'SlipwayMyServices',
        title: 'My services',
        description:
          'The services of your groups, those that need attention first',
        components: () => surfaces().then(m => ({ Content: m.MyServices })),
        componentProps: {
          most: config.most,
          // It brings its own frame.
          Renderer: ({ Content, ...props }: { Content: ComponentType }) => (
            <Content {...props} />
          ),
        },
      }),
  }),
];
