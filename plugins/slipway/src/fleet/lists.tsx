import type { ReactNode } from 'react';
import { Container } from '@backstage/ui';
import { BackupsList } from './BackupsList';
import { QuotasList } from './QuotasList';
import { ServicesList } from './ServicesList';
import { SourcesList } from './SourcesList';

const Room = ({ children }: { children: ReactNode }) => (
  <Container pb="4">{children}</Container>
);

export const ServicesPage = () => (
  <Room>
    <ServicesList />
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
