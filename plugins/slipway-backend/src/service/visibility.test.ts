import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  catalogConditions,
  permissionRules,
} from '@backstage/plugin-catalog-backend/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import fc from 'fast-check';
import { knownOf } from '../entities/EntityDirectory';
import { readable } from './visibility';

const words = fc.constantFrom('a', 'A', 'b', 'shop/x', 'Group:default/a');
const texts = fc.dictionary(words, words, {
  maxKeys: 3,
  noNullPrototype: true,
});
const entities = fc
  .record({
    kind: fc.constantFrom('Component', 'API'),
    annotations: fc.option(texts, { nil: undefined }),
    labels: fc.option(texts, { nil: undefined }),
    owners: fc.array(words, { maxLength: 2 }),
  })
  .map<Entity>(({ kind, annotations, labels, owners }) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'x', annotations, labels },
    relations: owners.map(targetRef => ({ type: 'ownedBy', targetRef })),
  }));

const { hasAnnotation, hasLabel, isEntityKind, isEntityOwner } =
  catalogConditions;
const value = fc.option(words, { nil: undefined });
const conditions = fc.letrec<{ any: any; one: any; many: any }>(again => ({
  any: fc.oneof({ depthSize: 'small' }, again('one'), again('many')),
  one: fc.oneof(
    fc.array(words).map(claims => isEntityOwner({ claims })),
    fc
      .array(fc.constantFrom('component', 'API'))
      .map(kinds => isEntityKind({ kinds })),
    fc.record({ annotation: words, value }).map(hasAnnotation),
    fc.record({ label: words, value }).map(hasLabel),
  ),
  many: fc.oneof(
    fc
      .array(again('any'), { minLength: 1, maxLength: 3 })
      .map(allOf => ({ allOf })),
    fc
      .array(again('any'), { minLength: 1, maxLength: 3 })
      .map(anyOf => ({ anyOf })),
    again('any').map(not => ({ not })),
  ),
}));

const credentials = mockCredentials.user();
const decision = (conditional: any) => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: conditional,
});
const answering = (...decisions: any[]) =>
  mockServices.permissions.mock({
    authorizeConditional: async () => decisions,
    authorize: async requests =>
      requests.map(({ resourceRef }: any) => ({
        result: resourceRef.endsWith('/mine')
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
  });
const allow = { result: AuthorizeResult.ALLOW };
const deny = { result: AuthorizeResult.DENY };

const named = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
});
const two = [named('mine'), named('yours')].map(knownOf);
const namesOf = async (...decisions: any[]) =>
  (await readable(two, answering(...decisions), credentials)).map(e => e.name);

describe('whose state somebody may read', () => {
  it('is what the catalog itself would say of conditions', async () => {
    const authorizer = createConditionAuthorizer(
      Object.values(permissionRules),
    );
    await fc.assert(
      fc.asyncProperty(
        entities,
        conditions.any,
        async (entity, conditional) => {
          const found = await readable(
            [knownOf(entity)],
            answering(decision(conditional), allow),
            credentials,
          );
          expect(found.length === 1).toBe(
            authorizer(decision(conditional) as any, entity),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('needs the state and the entity to be allowed', async () => {
    expect(await namesOf(allow, allow)).toEqual(['mine', 'yours']);
    expect(await namesOf(deny, allow)).toEqual([]);
    expect(await namesOf(allow, deny)).toEqual([]);
  });

  it.each([
    ['alone', (one: any) => one],
    [
      'among others',
      (one: any) => ({ anyOf: [isEntityKind({ kinds: ['API'] }), one] }),
    ],
    ['turned around', (one: any) => ({ not: { allOf: [one] } })],
  ])('is asked for where a rule is not known here, %s', async (_, within) => {
    const unknown = { rule: 'IS_TUESDAY', resourceType: 'catalog-entity' };
    expect(await namesOf(allow, decision(within(unknown)))).toEqual(['mine']);
  });
});
