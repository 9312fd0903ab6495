import { useMemo } from 'react';
import { useEntity } from '@backstage/plugin-catalog-react';
import { isPlace, placeOf } from '../../extensions/kinds';
import { QuotasList } from '../../fleet/QuotasList';
import { SourcesList } from '../../fleet/SourcesList';
import { scopeOf } from '../ServicesCard/scope';

export interface NamespacesCardProps {
  /** How many namespaces are told before somebody asks for more. */
  most?: number;
}

/** On the page of a cluster or a namespace: what is left of its quotas, the fullest first. */
export const NamespacesCard = ({ most = 5 }: NamespacesCardProps) => {
  const { entity } = useEntity();
  const query = useMemo(
    () => ({ ...scopeOf(entity), limit: most }),
    [entity, most],
  );
  return isPlace(entity) ? <QuotasList query={query} part /> : null;
};

/** On the same page: how well its cluster is read. */
export const SourcesCard = () => {
  const { entity } = useEntity();
  const cluster = placeOf(entity)?.cluster;
  return cluster ? (
    <SourcesList
      only={({ id }) => `${id}/`.startsWith(`kubernetes/${cluster}/`)}
      part
    />
  ) : null;
};
