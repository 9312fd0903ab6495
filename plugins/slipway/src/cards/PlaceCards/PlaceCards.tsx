import { useMemo } from 'react';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { SourceHealth } from '@slipway/plugin-slipway-common';
import { placeOf } from '../../extensions/kinds';
import { QuotasList } from '../../fleet/QuotasList';
import { SourcesList } from '../../fleet/SourcesList';

export interface NamespacesCardProps {
  /** How many namespaces are told before somebody asks for more. */
  most?: number;
}

function usePlace() {
  const { entity } = useEntity();
  return useMemo(() => placeOf(entity), [entity]);
}

/** On the page of a cluster or a namespace: what is left of its quotas, the fullest first. */
export const NamespacesCard = ({ most = 5 }: NamespacesCardProps) => {
  const place = usePlace();
  const query = useMemo(
    () => ({
      ...(place?.cluster && { cluster: [place.cluster] }),
      ...(place?.namespace && { namespace: [place.namespace] }),
      limit: most,
    }),
    [place, most],
  );
  return place ? <QuotasList query={query} part /> : null;
};

/** On the same page: how well its cluster is read. */
export const SourcesCard = () => {
  const place = usePlace();
  const only = useMemo(() => {
    const id = `kubernetes/${place?.cluster}`;
    return (source: SourceHealth) =>
      source.id === id || source.id.startsWith(`${id}/`);
  }, [place]);
  return place?.cluster ? <SourcesList only={only} part /> : null;
};
