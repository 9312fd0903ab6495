import { sourceLocationOf } from './sourceLocation';

const at = (address: string) =>
  sourceLocationOf({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'parcels',
      annotations: { 'backstage.io/source-location': address },
    },
  });

describe('The source of an entity', () => {
  it.each([
    ['GitHub', 'url:https://github.com/shop/parcels/tree/main/', 'shop', ''],
    [
      'GitLab',
      'url:https://git.x.org/a/b/shop/parcels/-/tree/main/',
      'a/b/shop',
      '',
    ],
    [
      'Gitea',
      'url:https://git.x.org/shop/parcels/src/branch/main/',
      'shop',
      '',
    ],
    [
      'Gitea',
      'url:http://[::1]:3000/shop/parcels/src/branch/main/services/parcels/',
      'shop',
      'services/parcels/',
    ],
    ['no branch', 'url:https://github.com/shop/parcels', 'shop', ''],
  ])('is found on %s: %s', (_host, address, owner, folder) => {
    expect(at(address)).toEqual({
      host: new URL(address.slice(4)).host,
      owner,
      name: 'parcels',
      folder,
    });
  });

  it.each([
    '',
    'dir:.',
    'url:nowhere',
    'url:https://github.com/',
    'url:https://github.com/shop',
  ])('is nowhere: %s', address => {
    expect(at(address)).toBeUndefined();
  });
});
