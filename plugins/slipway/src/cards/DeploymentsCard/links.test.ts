import { entityAnnotations } from '@slipway/model';
import { component } from '../../__testUtils__/documents';
import { buildsLink, commitLink, httpLink, repositoryLink } from './links';

/* eslint-disable no-script-url */
const UNSAFE = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  '//git.example/shop',
  '/shop/payments',
  '',
];

describe('A link', () => {
  it.each(UNSAFE)('is not made of %j', value => {
    const entity = component({
      [entityAnnotations.builds]: value,
      [entityAnnotations.sourceLocation]: `url:${value}`,
    });
    expect(httpLink(value)).toBeUndefined();
    expect(buildsLink(entity)).toBeUndefined();
    expect(repositoryLink(entity)).toBeUndefined();
    expect(commitLink(entity, '1a2b3c4')).toBeUndefined();
  });

  it.each(['https://ci.example/runs', 'http://localhost:7480/a?b=c'])(
    'is made of %s',
    value => {
      expect(httpLink(value)).toBe(value);
    },
  );

  it('is not made without annotations', () => {
    const entity = component();
    entity.metadata.annotations = undefined;
    expect(buildsLink(entity)).toBeUndefined();
    expect(repositoryLink(entity)).toBeUndefined();
  });
});

describe('The repository', () => {
  it.each([
    [
      'Gitea',
      'url:https://git.example/shop/payments/src/branch/main/',
      'https://git.example/shop/payments',
    ],
    [
      'GitHub',
      'url:https://github.com/shop/payments/tree/main/',
      'https://github.com/shop/payments',
    ],
    [
      'GitHub, a file',
      'url:https://github.com/shop/payments/blob/main/catalog-info.yaml',
      'https://github.com/shop/payments',
    ],
    [
      'GitLab',
      'url:https://gitlab.com/shop/team/payments/-/tree/main/',
      'https://gitlab.com/shop/team/payments',
    ],
    [
      'its root',
      'url:https://git.example/shop/payments/',
      'https://git.example/shop/payments',
    ],
    [
      'an owner who is called src',
      'url:https://git.example/src/payments/src/branch/main/',
      'https://git.example/src/payments',
    ],
    [
      'a repository that is called tree',
      'url:https://github.com/shop/tree/tree/main/',
      'https://github.com/shop/tree',
    ],
  ])('is found from %s', (_, location, repository) => {
    const entity = component({ [entityAnnotations.sourceLocation]: location });
    expect(repositoryLink(entity)).toBe(repository);
    expect(commitLink(entity, '1a2b3c4')).toBe(`${repository}/commit/1a2b3c4`);
  });
});
