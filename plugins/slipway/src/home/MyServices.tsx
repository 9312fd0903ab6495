import { useEffect, useState } from 'react';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { ServicesSummary, type ServicesCardProps } from '../cards/ServicesCard';
import { Frame, Loading } from '../elements/Frame';
import { ListFailure } from '../fleet/ListFailure';
import { slipwayTranslationRef } from '../translation';

/** As many owners as one question may name. */
const MOST_OWNERS = 50;

/** The services that who is signed in owns, by himself or with his groups. */
export const MyServices = ({ most }: ServicesCardProps) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const identity = useApi(identityApiRef);
  const [scope, setScope] = useState<{ owner: string[] }>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    identity
      .getBackstageIdentity()
      .then(({ ownershipEntityRefs: refs }) =>
        setScope({ owner: refs.slice(0, MOST_OWNERS) }),
      )
      .catch(setError);
  }, [identity]);
  const title = t('services.mine.title');
  const loading = t('services.mine.loading');
  const none = (
    <Frame title={title} shape="none" answer={t('services.mine.none')}>
      <p>{t('services.mine.remedy')}</p>
    </Frame>
  );
  if (error) {
    return <ListFailure title={title} error={error} />;
  }
  if (!scope) {
    return (
      <Loading title={title} label={loading}>
        <Skeleton width="100%" height="4rem" />
      </Loading>
    );
  }
  return scope.owner.length > 0 ? (
    <ServicesSummary
      {...{ title, loading, scope, none, ...(most && { most }) }}
    />
  ) : (
    none
  );
};
