import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity, useEntityOwnership } from '@backstage/plugin-catalog-react';
import { entityAnnotations } from '@slipway/model';
import { templateRouteRef } from '../../routes';
import { repositoryLink } from './links';
import type { Move } from './ways';

/** The address of the form that asks for another version. */
export type Bring = (move: Move) => string;

/** Nothing where somebody is none of the owners, there is no such form, or no file says which version runs. */
export function useBring(
  template = 'template:default/bring-version',
): Bring | undefined {
  const { entity } = useEntity();
  const form = useRouteRef(templateRouteRef);
  const { isOwnedEntity } = useEntityOwnership();
  const declared =
    entity.metadata.annotations?.[entityAnnotations.environments];
  if (!form || !declared || !repositoryLink(entity) || !isOwnedEntity(entity)) {
    return undefined;
  }
  const { namespace, name } = parseEntityRef(template, {
    defaultKind: 'Template',
    defaultNamespace: 'default',
  });
  return move => {
    const formData = JSON.stringify({
      entity: stringifyEntityRef(entity),
      ...move,
    });
    const path = form({ namespace, templateName: name });
    return `${path}?${new URLSearchParams({ formData })}`;
  };
}
