import {
  ExtensionBoundary,
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import type { CatalogPageProps } from './CatalogPage';

const { reactElement, title, icon } = coreExtensionData;

/**
 * The catalog's page with columns for health and version. In Backstage 1.55 the page has an extension point for filters, and
 * none for columns; its own component takes them.
 */
const page = catalogPlugin.getExtension('page:catalog').override({
  factory(original, { node, config, inputs }) {
    const own = original();
    return [
      ...own,
      reactElement(
        ExtensionBoundary.lazy(node, async () => {
          const { CatalogPage } = await import('./CatalogPage');
          return (
            <CatalogPage
              {...config}
              title={own.get(title)}
              icon={own.get(icon)}
              filters={inputs.filters.map(one => [
                one.node.spec.id,
                one.get(reactElement),
              ])}
              exports={inputs.exportConfig.flatMap(one =>
                [...one].map(
                  ({ value }) => value as CatalogPageProps['exports'][number],
                ),
              )}
            />
          );
        }),
      ),
    ];
  },
});

export const catalogWithHealth = createFrontendModule({
  pluginId: 'catalog',
  extensions: [page],
});
