import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { Navigate, Route, Routes, useResolvedPath } from 'react-router-dom';
import { slipwayTranslationRef } from '../translation';
import { FleetIcon } from './FleetIcon';
import {
  BackupsPage,
  DuePage,
  QuotasPage,
  ServicesPage,
  SourcesPage,
} from './lists';
import type { SavedView } from './Views';

const lists = {
  services: ServicesPage,
  quotas: QuotasPage,
  backups: BackupsPage,
  due: DuePage,
  sources: SourcesPage,
};

const names = Object.keys(lists) as (keyof typeof lists)[];

/** The page with its tabs, where the portal's front-end system does not put them together itself. */
export const FleetPage = ({
  views,
}: {
  /** Those that the portal has for everybody. */
  views?: { services?: SavedView[]; due?: SavedView[] };
}) => {
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
        {names.map(id => {
          const List = lists[id];
          const given = id === 'services' || id === 'due' ? views?.[id] : [];
          return <Route key={id} path={id} element={<List views={given} />} />;
        })}
        <Route path="*" element={<Navigate to="services" replace />} />
      </Routes>
    </>
  );
};
