import { secretLink } from './link';

const place = { mount: 'kv', path: 'apps/payments/card acquirer' };

describe('where people see a secret of Vault', () => {
  it('is told only where its address is meant for browsers', () => {
    expect(secretLink({}, place)).toBeUndefined();
  });

  it.each([
    [undefined, 'kv', 'kv/show/apps/payments/card%20acquirer'],
    [
      'shop/pay',
      'kv',
      'kv/show/apps/payments/card%20acquirer?namespace=shop%2Fpay',
    ],
    [undefined, 'team/kv', 'team%2Fkv/show/apps/payments/card%20acquirer'],
  ])('in namespace %s, engine %s', (namespace, mount, way) => {
    const frontendUrl = 'https://vault.example/here';
    expect(secretLink({ frontendUrl, namespace }, { ...place, mount })).toBe(
      `https://vault.example/here/ui/vault/secrets/${way}`,
    );
  });
});
