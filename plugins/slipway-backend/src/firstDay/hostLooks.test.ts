import { Repository } from '../sources/git/repository';
import { HostLooks } from './hostLooks';

const { signal } = new AbortController();

/** What the documentation of the hosts says that they answer; Gitea itself is asked where the sandbox is. */
function looksAt(
  type: Repository['type'],
  answers: Record<string, unknown>,
): { looks: HostLooks; repository: Repository; asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    repository: {
      type,
      host: 'git.example.org',
      project: 'shop/payments',
      url: 'https://git.example.org/shop/payments',
    },
    looks: new HostLooks({
      ask: async (_repository, path, { query }) => {
        asked.push(query ?? path);
        const found = answers[query ? 'graphql' : path.replace(/\?.*$/, '')];
        return typeof found === 'number' || found === undefined
          ? { status: found ?? 404, body: {}, headers: {} }
          : { status: 200, body: found, headers: {} };
      },
    }),
  };
}

const repo = '/repos/shop/payments';
const project = '/projects/shop%2Fpayments';
const names = (kind: string, ...list: string[]) => ({
  [kind]: list.map(name => ({ name })),
});
const branchOf = (rules: object | undefined) => ({
  [`${repo}/branches/main`]: { protected: true },
  ...(rules && { [`${repo}/branches/main/protection`]: rules }),
});
const gitlabBranch = (rules: object | undefined, more: object = {}) => ({
  [`${project}/repository/branches/main`]: { protected: true, ...more },
  ...(rules && { [`${project}/protected_branches/main`]: rules }),
});

describe('What GitHub and GitLab tell of a repository', () => {
  it.each<[string, Repository['type'], object, string, RegExp | undefined]>([
    [
      'has it',
      'github',
      { [`${repo}/actions/secrets`]: names('secrets', 'A', 'B') },
      'there',
      undefined,
    ],
    [
      'has one itself and the other by its organization',
      'github',
      {
        [`${repo}/actions/secrets`]: names('secrets', 'A'),
        [`${repo}/actions/organization-secrets`]: names('secrets', 'B'),
      },
      'there',
      undefined,
    ],
    [
      'has one of two',
      'github',
      {
        [`${repo}/actions/secrets`]: names('secrets', 'A'),
        [`${repo}/actions/organization-secrets`]: names('secrets'),
      },
      'missing',
      /no B$/,
    ],
    [
      'has one, and hides what its organization has',
      'github',
      { [`${repo}/actions/secrets`]: names('secrets', 'A') },
      'denied',
      /no B, and what its organization has/,
    ],
    [
      'hides all',
      'github',
      { [`${repo}/actions/secrets`]: 403 },
      'denied',
      /^GitHub shows/,
    ],
    [
      'is not well',
      'github',
      { [`${repo}/actions/secrets`]: 502 },
      'unreachable',
      /^GitHub: answered 502$/,
    ],
    [
      'has them in its group',
      'gitlab',
      {
        graphql: {
          data: {
            project: {
              ciVariables: { nodes: [{ key: 'A' }] },
              inheritedCiVariables: { nodes: [{ key: 'B' }] },
            },
          },
        },
      },
      'there',
      undefined,
    ],
    [
      'hides them',
      'gitlab',
      { graphql: { data: { project: { ciVariables: null } } } },
      'denied',
      /Maintainer/,
    ],
  ])(
    'of secrets, when it %s (%s)',
    async (_when, type, answers, answer, note) => {
      const { looks, repository, asked } = looksAt(type, answers as any);
      const found = await looks.settings(
        repository,
        { kind: 'settings', secrets: ['A', 'B'], variables: [] },
        signal,
      );

      expect(found.answer).toBe(answer);
      expect(found.note ?? '').toMatch(note ?? /^$/);
      // GitLab's lists of variables have their values.
      expect(JSON.stringify(asked)).not.toMatch(
        /projects\/[^"]*variables|value/,
      );
    },
  );

  it.each<[string, Repository['type'], object, string]>([
    [
      'is not protected',
      'github',
      { [`${repo}/branches/main`]: { protected: false } },
      'there',
    ],
    ['is not there', 'github', {}, 'missing'],
    [
      'takes pushes',
      'github',
      branchOf({ allow_force_pushes: { enabled: false } }),
      'there',
    ],
    [
      'takes pull requests alone',
      'github',
      branchOf({ required_pull_request_reviews: {} }),
      'missing',
    ],
    ['hides its rules', 'github', branchOf(undefined), 'denied'],
    [
      'lets developers push',
      'gitlab',
      gitlabBranch(undefined, { developers_can_push: true }),
      'there',
    ],
    [
      'lets maintainers push',
      'gitlab',
      gitlabBranch({ push_access_levels: [{ access_level: 40 }] }),
      'there',
    ],
    [
      'lets nobody push',
      'gitlab',
      gitlabBranch({ push_access_levels: [{ access_level: 0 }] }),
      'missing',
    ],
    ['hides its rules', 'gitlab', gitlabBranch(undefined), 'denied'],
  ])('of a branch that %s (%s)', async (_which, type, answers, answer) => {
    const { looks, repository } = looksAt(type, answers as any);

    expect(await looks.branch(repository, 'main', signal)).toMatchObject({
      answer,
    });
  });

  it.each<[string, object, string, RegExp]>([
    ['may', {}, 'there', /^$/],
    [
      'may only read',
      { default_workflow_permissions: 'read' },
      'missing',
      /may only read/,
    ],
    [
      'may open no pull request',
      { can_approve_pull_request_reviews: false },
      'missing',
      /create pull requests/,
    ],
    ['never run', { enabled: false }, 'missing', /switched off/],
  ])('of workflows that %s', async (_what, more, answer, note) => {
    const { looks, repository } = looksAt('github', {
      [`${repo}/actions/permissions`]: { enabled: true, ...more },
      [`${repo}/actions/permissions/workflow`]: {
        default_workflow_permissions: 'write',
        can_approve_pull_request_reviews: true,
        ...more,
      },
    });
    const found = await looks.pipeline(repository, true, signal);

    expect(found.answer).toBe(answer);
    expect(found.note ?? '').toMatch(note);
  });
});
