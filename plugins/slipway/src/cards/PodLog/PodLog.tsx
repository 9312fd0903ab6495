import { useMemo, useState } from 'react';
import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { LogPlace } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import { kubernetesProxyRef } from './kubernetesProxy';
import { LogDialog } from './LogDialog';

/** The last words of a container, a click away; nothing where the portal has no Kubernetes plugin to ask by. */
export const PodLog = ({
  log: { pod, container, previous },
  cluster,
  namespace,
}: {
  log: LogPlace;
  cluster: string;
  namespace: string;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const kubernetes = useApiHolder().get(kubernetesProxyRef);
  const [open, setOpen] = useState(false);
  // A new answer about the same pod is no reason to read its log again.
  const place = useMemo(
    () => ({ pod, container, previous, cluster, namespace }),
    [pod, container, previous, cluster, namespace],
  );
  return kubernetes ? (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('log.openOf', { pod })}
        onPress={() => setOpen(true)}
      >
        {t('log.open')}
      </Button>
      {open && (
        <LogDialog {...{ kubernetes, place }} onClose={() => setOpen(false)} />
      )}
    </>
  ) : null;
};
