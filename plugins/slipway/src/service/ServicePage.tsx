import { useEffect, useRef, type ComponentType } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useLocation } from 'react-router-dom';
import { mayRun } from '@slipway/model';
import type { CardName, CardSettings } from '../cards/aspect';
import { Attention, goTo } from '../cards/Attention';
import { DataCard } from '../cards/DataCard';
import { DeliveryCard } from '../cards/DeliveryCard';
import { DeploymentsCard } from '../cards/DeploymentsCard';
import { ExposureCard } from '../cards/ExposureCard';
import { GoldenPathCard } from '../cards/GoldenPathCard';
import { QuotasCard } from '../cards/QuotasCard';
import { ScalingCard } from '../cards/ScalingCard';
import { SecretsCard } from '../cards/SecretsCard';
import { BackupsSection } from './BackupsSection';
import { Metrics } from './Metrics';
import { Sections, type Section } from './Sections';
import { Timeline } from './Timeline';
import { useMetrics } from './useMetrics';
import { useSections } from './useSections';
import shared from '../elements/shared.module.css';
import styles from './ServicePage.module.css';

const cards: Record<
  Exclude<CardName, 'deployments'>,
  ComponentType<CardSettings>
> = {
  delivery: DeliveryCard,
  quotas: QuotasCard,
  backups: BackupsSection,
  secrets: SecretsCard,
  scaling: ScalingCard,
  exposure: ExposureCard,
  data: DataCard,
  goldenPath: GoldenPathCard,
};

/** Those with much to tell take the whole line. */
const wide: readonly string[] = ['delivery', 'quotas', 'backups', 'secrets'];

/** Who came by a link to a section is brought there once it is there. */
function useArrival(ready: boolean) {
  const { hash } = useLocation();
  const arrived = useRef<string>();
  useEffect(() => {
    if (ready && hash && arrived.current !== hash) {
      arrived.current = hash;
      goTo(hash.slice(1));
    }
  }, [ready, hash]);
}

/** A service in depth: what is, what happened, and how well it is delivered. */
export const ServicePage = ({
  bringVersion,
}: {
  /** The template that promotes and rolls back. */
  bringVersion?: string;
}) => {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const runs = mayRun(entity.metadata.annotations);
  const sections = useSections(runs ? entityRef : undefined);
  const metrics = useMetrics(entityRef);
  const environments = metrics.pages?.at(0)?.environments ?? [];
  useArrival(sections.length > 0 && metrics.pages !== undefined);

  const rest = sections.filter(({ name }) => name !== 'deployments');
  const listed: Section[] = [
    ...sections.filter(({ name }) => name === 'deployments'),
    ...(environments.length > 0
      ? ([{ name: 'timeline' }, { name: 'metrics' }] as const)
      : []),
    ...rest,
  ];
  return (
    <div className={shared.page}>
      <Attention />
      {sections.length > 0 && <Sections sections={listed} />}
      <DeploymentsCard full bringVersion={bringVersion} />
      {environments.length > 0 && (
        <Timeline
          entityRef={entityRef}
          environments={environments.map(({ name }) => name)}
        />
      )}
      <Metrics entityRef={entityRef} reading={metrics} />
      <div className={styles.cards}>
        {rest.map(({ name, shape }) => {
          const Card = cards[name as keyof typeof cards];
          return (
            <div
              key={name}
              data-wide={(wide.includes(name) && shape !== 'none') || undefined}
            >
              <Card full />
            </div>
          );
        })}
      </div>
    </div>
  );
};
