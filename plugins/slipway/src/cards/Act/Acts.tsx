import { useCallback, useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import type { DeliveryAction } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../../api';
import type { Reading } from '../../hooks/EntityStore';
import { useEntityReading } from '../../hooks/useEntityState';
import { slipwayTranslationRef } from '../../translation';
import { ActDialog } from './ActDialog';

const none: DeliveryAction[] = [];
const allowedIn = ({ value }: Reading) => value?.actions ?? none;

/** What who looks may have done in an environment; nothing where the portal does no such things. */
export const Acts = ({
  of,
  environment,
}: {
  of: DeliveryAction[];
  environment: string;
}) => {
  const { entity } = useEntity();
  const api = useApi(slipwayApiRef);
  const { t } = useTranslationRef(slipwayTranslationRef);
  const entityRef = stringifyEntityRef(entity);
  const allowed = useEntityReading(entityRef, allowedIn);
  const [asked, setAsked] = useState<DeliveryAction>();
  const close = useCallback(() => setAsked(undefined), []);
  return (
    <>
      {of
        .filter(action => allowed.includes(action))
        .map(action => (
          <Button
            key={action}
            size="small"
            variant="tertiary"
            aria-label={t(`act.title.${action}`, { environment })}
            onPress={() => setAsked(action)}
          >
            {t(`act.do.${action}`)}
          </Button>
        ))}
      {asked && (
        <ActDialog
          action={asked}
          environment={environment}
          service={entity.metadata.name}
          act={() => api.act(entityRef, asked, environment)}
          onClose={close}
        />
      )}
    </>
  );
};
