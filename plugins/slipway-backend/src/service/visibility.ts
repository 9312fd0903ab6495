import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { slipwayStateReadPermission } from '@slipway/plugin-slipway-common';
import { KnownEntity } from '../entities/EntityDirectory';

const AT_ONCE = 200;

type Check = (entity: KnownEntity) => boolean;

/** The catalog's own rules, as far as what is remembered of entities tells; a test holds them to the catalog's. */
const rules: Record<string, (entity: KnownEntity, params: any) => boolean> = {
  IS_ENTITY_OWNER: ({ owners }, { claims }) =>
    owners.some(owner => claims.includes(owner)),
  IS_ENTITY_KIND: ({ kind }, { kinds }) =>
    kinds.some((one: string) => one.toLowerCase() === kind.toLowerCase()),
  HAS_ANNOTATION: ({ annotations }, { annotation, value }) =>
    has(annotations, annotation, value),
  HAS_LABEL: ({ labels }, { label, value }) => has(labels, label, value),
};

/**
 * Of many entities those whose state somebody may read: conditions are judged here, once for all, instead of asking for
 * each. What a condition is about that only the catalog can judge is asked for in parts.
 */
export async function readable(
  entities: readonly KnownEntity[],
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<readonly KnownEntity[]> {
  const needed = [slipwayStateReadPermission, catalogEntityReadPermission];
  const decisions = await permissions.authorizeConditional(
    needed.map(permission => ({ permission })),
    { credentials },
  );
  let left = entities;
  for (const [index, decision] of decisions.entries()) {
    if (decision.result === AuthorizeResult.DENY) {
      return [];
    }
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const check = checkOf(decision.conditions);
      left = check
        ? left.filter(check)
        : await asked(left, needed[index], permissions, credentials);
    }
  }
  return left;
}

/** `undefined` where a rule is not known here. */
function checkOf(
  criteria: PermissionCriteria<PermissionCondition>,
): Check | undefined {
  if ('not' in criteria) {
    const inner = checkOf(criteria.not);
    return inner && (entity => !inner(entity));
  }
  const list = 'allOf' in criteria ? criteria.allOf : undefined;
  const parts = list ?? ('anyOf' in criteria ? criteria.anyOf : undefined);
  if (parts) {
    const checks = parts.map(checkOf);
    const known = checks.filter(check => check !== undefined);
    if (known.length < checks.length) {
      return undefined;
    }
    return list
      ? entity => known.every(check => check(entity))
      : entity => known.some(check => check(entity));
  }
  const { rule, params } = criteria as PermissionCondition;
  const check = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  return check && (entity => check(entity, params ?? {}));
}

async function asked(
  entities: readonly KnownEntity[],
  permission: ResourcePermission,
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<KnownEntity[]> {
  const found: KnownEntity[] = [];
  for (let i = 0; i < entities.length; i += AT_ONCE) {
    const some = entities.slice(i, i + AT_ONCE);
    const decisions = await permissions.authorize(
      some.map(({ entityRef }) => ({ permission, resourceRef: entityRef })),
      { credentials },
    );
    found.push(
      ...some.filter((_, n) => decisions[n].result === AuthorizeResult.ALLOW),
    );
  }
  return found;
}

/** Names and values alike whatever their case, as the catalog's rules have it. */
function has(
  values: Record<string, string>,
  name: string,
  value: string | undefined,
): boolean {
  return Object.entries(values).some(
    ([key, is]) =>
      key.toLowerCase() === name.toLowerCase() &&
      (value === undefined || is.toLowerCase() === value.toLowerCase()),
  );
}
