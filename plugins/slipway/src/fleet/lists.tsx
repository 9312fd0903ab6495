import { Suspense, lazy, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Skeleton } from '@backstage/ui';
import { Loading } from '../elements/Frame';
import { slipwayTranslationRef } from '../translation';
import { BackupsList } from './BackupsList';
import { QuotasList } from './QuotasList';
import { ServicesList } from './ServicesList';
import { SourcesList } from './SourcesList';
import type { View } from './Views';

const DueList = lazy(() =>
  import('./DueList').then(m => ({ default: m.DueList })),
);

const Room = ({ children }: { children: ReactNode }) => (
  <Container pb="4">{children}</Container>
);

interface ListProps {
  /** Those that the portal has for everybody. */
  views?: View[];
}

export const ServicesPage = ({ views }: ListProps) => (
  <Room>
    <ServicesList views={views} />
  </Room>
);

export const DuePage = ({ views }: ListProps) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <Room>
      <Suspense
        fallback={
          <Loading title={t('fleet.due')} label={t('fleet.loading')}>
            <Skeleton width="100%" height="12rem" />
          </Loading>
        }
      >
        <DueList views={views} />
      </Suspense>
    </Room>
  );
};

export const QuotasPage = () => (
  <Room>
    <QuotasList />
  </Room>
);

export const BackupsPage = () => (
  <Room>
    <BackupsList />
  </Room>
);

export const SourcesPage = () => (
  <Room>
    <SourcesList />
  </Room>
);
