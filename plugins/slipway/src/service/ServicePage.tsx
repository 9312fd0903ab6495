import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { DeploymentsCard } from '../cards/DeploymentsCard';
import { OperationsCard } from '../cards/OperationsCard';
import { Metrics } from './Metrics';
import { Timeline } from './Timeline';
import { useMetrics } from './useMetrics';

/** A service in depth: what is, what happened, and how well it is delivered. */
export const ServicePage = () => {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const metrics = useMetrics(entityRef);
  const environments = metrics.pages?.at(0)?.environments ?? [];
  return (
    <Flex direction="column" gap="4">
      <DeploymentsCard />
      <OperationsCard />
      {environments.length > 0 && (
        <Timeline
          entityRef={entityRef}
          environments={environments.map(({ name }) => name)}
        />
      )}
      <Metrics entityRef={entityRef} reading={metrics} />
    </Flex>
  );
};
