import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { slipwayTranslationRef } from '../../translation';
import { scopeOf } from './scope';
import { ServicesSummary } from './ServicesSummary';

export interface ServicesCardProps {
  /** How many services are told one by one at most. */
  most?: number;
}

/** On the page of a system, a domain, a group, a cluster or a namespace: how its services are. */
export const ServicesCard = ({ most }: ServicesCardProps) => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(slipwayTranslationRef);
  const scope = useMemo(() => scopeOf(entity), [entity]);
  return scope ? (
    <ServicesSummary
      title={t('services.title')}
      loading={t('services.loading')}
      scope={scope}
      {...(most && { most })}
    />
  ) : null;
};
