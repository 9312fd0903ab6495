import { Fragment, type ReactElement } from 'react';
import {
  PageLayout,
  pluginHeaderActionsApiRef,
  useApi,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import {
  CatalogTable,
  type CatalogExportSettings,
} from '@backstage/plugin-catalog';
import {
  CatalogIndexPage,
  type CatalogIndexPageProps,
} from '@backstage/plugin-catalog/alpha';
import { withHealth } from './columns';

export interface CatalogPageProps
  extends Pick<CatalogIndexPageProps, 'pagination'> {
  title?: string;
  icon?: IconElement;
  filters: [id: string, filter: ReactElement][];
  exportSettings?: CatalogExportSettings;
  /** What modules say about the export. */
  exports: Partial<CatalogExportSettings>[];
}

/** What the portal configures, and what modules add: of what both say, the first counts. */
function exportSettingsOf({ exportSettings, exports }: CatalogPageProps) {
  return exportSettings?.enabled
    ? Object.assign({}, ...[...exports].reverse(), exportSettings, {
        exporters: Object.assign({}, ...exports.map(one => one.exporters)),
      })
    : undefined;
}

const columns = withHealth(CatalogTable.defaultColumnsFunc);

/** The page that the catalog itself has, with columns for health and version. */
export const CatalogPage = (props: CatalogPageProps) => {
  const { title, icon, filters, pagination } = props;
  const headerActions = useApi(
    pluginHeaderActionsApiRef,
  ).getPluginHeaderActions('catalog');
  return (
    <PageLayout {...{ title, icon, headerActions }}>
      <CatalogIndexPage
        columns={columns}
        filters={
          <>
            {filters.map(([id, filter]) => (
              <Fragment key={id}>{filter}</Fragment>
            ))}
          </>
        }
        pagination={pagination}
        exportSettings={exportSettingsOf(props)}
      />
    </PageLayout>
  );
};
