import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { slipwayPermissions } from '@slipway/plugin-slipway-common';
import { OwnersOnly } from './policies/ownersOnly';

const [state, sources, ...acts] = slipwayPermissions;

const asked = (permission: any, ...ownershipEntityRefs: string[]) =>
  new OwnersOnly().handle({ permission }, {
    info: { userEntityRef: 'user:default/ada', ownershipEntityRefs },
  } as any);

describe('owners only', () => {
  it.each<[string, unknown]>([
    ['read how a service lives', state],
    ...acts.map<[string, unknown]>(act => [act.name, act]),
  ])('may %s', async (_, permission) => {
    expect(await asked(permission, 'group:default/shop')).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        params: { claims: ['group:default/shop'] },
      },
    });
  });

  it('how the clusters are read is for the platform team, which may read all', async () => {
    const deny = { result: AuthorizeResult.DENY };
    const allow = { result: AuthorizeResult.ALLOW };
    expect(await asked(sources, 'group:default/shop')).toEqual(deny);
    expect(await asked(sources, 'group:default/platform')).toEqual(allow);
    expect(await asked(state, 'group:default/platform')).toEqual(allow);
  });

  it('is nobody without a user', async () => {
    expect(await new OwnersOnly().handle({ permission: state })).toMatchObject({
      conditions: { params: { claims: [] } },
    });
  });
});
