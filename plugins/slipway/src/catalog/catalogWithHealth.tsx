import { Fragment, type ReactNode } from 'react';
import {
  ExtensionBoundary,
  PageLayout,
  coreExtensionData,
  createFrontendModule,
  pluginHeaderActionsApiRef,
  useApi,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import type { CatalogExportSettings } from '@backstage/plugin-catalog';
import { withHealth } from './columns';

/** The page's frame, as the catalog itself has it. */
const Frame = ({
  title,
  icon,
  children,
}: {
  title?: string;
  icon?: IconElement;
  children: ReactNode;
}) => {
  const headerActions = useApi(
    pluginHeaderActionsApiRef,
  ).getPluginHeaderActions('catalog');
  return <PageLayout {...{ title, icon, headerActions, children }} />;
};

/**
 * The catalog's page with columns for health and version. In Backstage 1.55 the page has an extension point for filters, and
 * none for columns; its own component takes them.
 */
const page = catalogPlugin.getExtension('page:catalog').override({
  factory(original, { node, config, inputs }) {
    const own = original();
    const custom = inputs.exportConfig.flatMap(one =>
      [...one].map(({ value }) => value as Partial<CatalogExportSettings>),
    );
    const exportSettings = config.exportSettings?.enabled
      ? Object.assign({}, config.exportSettings, ...custom.reverse(), {
          exporters: Object.assign({}, ...custom.map(one => one.exporters)),
        })
      : undefined;
    return [
      ...own,
      coreExtensionData.reactElement(
        <Frame
          title={own.get(coreExtensionData.title)}
          icon={own.get(coreExtensionData.icon)}
        >
          {ExtensionBoundary.lazy(node, async () => {
            const [{ CatalogIndexPage }, { CatalogTable }] = await Promise.all([
              import('@backstage/plugin-catalog/alpha'),
              import('@backstage/plugin-catalog'),
            ]);
            return (
              <CatalogIndexPage
                columns={withHealth(CatalogTable.defaultColumnsFunc)}
                filters={
                  <>
                    {inputs.filters.map(filter => (
                      <Fragment key={filter.node.spec.id}>
                        {filter.get(coreExtensionData.reactElement)}
                      </Fragment>
                    ))}
                  </>
                }
                pagination={config.pagination}
                exportSettings={exportSettings}
              />
            );
          })}
        </Frame>,
      ),
    ];
  },
});

export const catalogWithHealth = createFrontendModule({
  pluginId: 'catalog',
  extensions: [page],
});
