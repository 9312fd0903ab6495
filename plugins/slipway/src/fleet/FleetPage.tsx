import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { Navigate, Route, Routes, useResolvedPath } from 'react-router-dom';
import { slipwayTranslationRef } from '../translation';
import { FleetIcon } from './FleetIcon';
import { BackupsPage, QuotasPage, ServicesPage, SourcesPage } from './lists';

const lists = {
  services: <ServicesPage />,
  quotas: <QuotasPage />,
  backups: <BackupsPage />,
  sources: <SourcesPage />,
};

const names = Object.keys(lists) as (keyof typeof lists)[];

/** The page with its tabs, where the portal's front-end system does not put them together itself. */
export const FleetPage = () => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { pathname } = useResolvedPath('');
  return (
    <>
      <PluginHeader
        icon={<FleetIcon />}
        title={t('fleet.title')}
        tabs={names.map(id => ({
          id,
          label: t(`fleet.${id}`),
          href: `${pathname}/${id}`,
          matchStrategy: 'prefix',
        }))}
      />
      <Routes>
        {names.map(id => (
          <Route key={id} path={id} element={lists[id]} />
        ))}
        <Route path="*" element={<Navigate to="services" replace />} />
      </Routes>
    </>
  );
};
