import type { ReactNode } from 'react';
import { Container } from '@backstage/ui';
import { BackupsList } from './BackupsList';
import { DueList } from './DueList';
import { QuotasList } from './QuotasList';
import { ServicesList } from './ServicesList';
import { SourcesList } from './SourcesList';
import type { SavedView } from './Views';

const Room = ({ children }: { children: ReactNode }) => (
  <Container pb="4">{children}</Container>
);

interface ListProps {
  /** Those that the portal has for everybody. */
  views?: SavedView[];
}

export const ServicesPage = ({ views }: ListProps) => (
  <Room>
    <ServicesList views={views} />
  </Room>
);

export const DuePage = ({ views }: ListProps) => (
  <Room>
    <DueList views={views} />
  </Room>
);

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
