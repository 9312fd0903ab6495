import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { repositoryOf } from './repository';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        { host: 'ghe.example', apiBaseUrl: 'https://ghe.example/api/v3' },
      ],
      gitlab: [
        {
          host: 'gitlab.example',
          baseUrl: 'https://gitlab.example/git',
          apiBaseUrl: 'https://gitlab.example/git/api/v4',
        },
      ],
      gitea: [
        { host: 'gitea.example', baseUrl: 'https://gitea.example' },
        { host: '127.0.0.1:3000', baseUrl: 'http://127.0.0.1:3000/code' },
      ],
      bitbucketCloud: [],
    },
  }),
);

describe('a repository', () => {
  it.each([
    [
      'url:https://github.com/shop/payments/tree/main/',
      {
        type: 'github',
        host: 'github.com',
        project: 'shop/payments',
        branch: 'main',
        url: 'https://github.com/shop/payments',
      },
    ],
    [
      'url:https://ghe.example/shop/payments',
      {
        type: 'github',
        host: 'ghe.example',
        project: 'shop/payments',
        url: 'https://ghe.example/shop/payments',
      },
    ],
    [
      'url:https://ghe.example/shop/payments.git',
      {
        type: 'github',
        host: 'ghe.example',
        project: 'shop/payments',
        url: 'https://ghe.example/shop/payments',
      },
    ],
    [
      'url:https://github.com/tree/src/tree/release/services/a%20b/',
      {
        type: 'github',
        host: 'github.com',
        project: 'tree/src',
        branch: 'release',
        path: 'services/a b',
        url: 'https://github.com/tree/src',
      },
    ],
    [
      'url:https://gitlab.example/git/shop/backend/payments/-/tree/main/services/a/',
      {
        type: 'gitlab',
        host: 'gitlab.example',
        project: 'shop/backend/payments',
        branch: 'main',
        path: 'services/a',
        url: 'https://gitlab.example/git/shop/backend/payments',
      },
    ],
    [
      'url:https://gitea.example/shop/payments/src/branch/main/',
      {
        type: 'gitea',
        host: 'gitea.example',
        project: 'shop/payments',
        branch: 'main',
        url: 'https://gitea.example/shop/payments',
      },
    ],
    [
      'http://127.0.0.1:3000/code/shop/payments/src/branch/main',
      {
        type: 'gitea',
        host: '127.0.0.1:3000',
        project: 'shop/payments',
        branch: 'main',
        url: 'http://127.0.0.1:3000/code/shop/payments',
      },
    ],
  ])('is known by %s', (location, expected) => {
    expect(repositoryOf(location, integrations)).toEqual(expected);
  });

  it.each([
    [undefined],
    [''],
    ['url:'],
    ['file:/srv/catalog-info.yaml'],
    ['url:https://unknown.example/shop/payments/tree/main/'],
    ['url:https://bitbucket.org/shop/payments/src/main/'],
    ['url:https://github.com/shop'],
    ['url:https://github.com/'],
    ['url:https://gitea.example/shop/payments/src/tag/v1/'],
    ['url:https://github.com/%E0%A4%A/x/wiki/y'],
  ])('is not known by %s', location => {
    expect(repositoryOf(location, integrations)).toBeUndefined();
  });
});
