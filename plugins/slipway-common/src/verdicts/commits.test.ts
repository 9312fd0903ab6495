import { CommitsFacts } from '../facts';
import { commitsAhead, commitsStateOf } from './commits';

const context = { environment: 'prod', now: '2026-11-20T12:00:00Z' };

const commit = {
  sha: '1a2b3c4d'.repeat(5),
  at: '2026-11-19T12:00:00Z',
  author: 'Ada',
  title: 'Take cards of another bank',
};

const facts: CommitsFacts = {
  repository: 'https://git.example/shop/payments',
  known: 'data',
  newest: commit,
  running: [{ ref: '1a2b3c4', workloads: ['api'], commit, behind: 3 }],
};

describe('commits', () => {
  it('are no trouble for being behind', () => {
    expect(commitsStateOf(facts, context).verdict).toEqual({
      state: 'healthy',
      reasons: [],
    });
  });

  it.each<[string, Partial<CommitsFacts>, string, RegExp, RegExp]>([
    [
      'that the repository does not have',
      { running: [{ ref: '1a2b3c4', workloads: ['api'] }] },
      'commit-unknown',
      /api of prod runs commit 1a2b3c4, which its repository does not have/,
      /built elsewhere/,
    ],
    [
      'of a repository that may not be read',
      {
        known: 'denied',
        permission: 'read on its commits',
        running: [{ ref: '1a2b3c4', workloads: ['api'] }],
      },
      'repository-denied',
      /https:\/\/git\.example\/shop\/payments may not be read/,
      /Give the portal's account read on its commits/,
    ],
    [
      'of a repository that does not answer',
      { known: 'unreachable', running: [] },
      'repository-unreachable',
      /does not answer/,
      /asked again/,
    ],
    [
      'of a repository that is not there',
      { known: 'absent', running: [] },
      'repository-missing',
      /cannot be found/,
      /source location/,
    ],
  ])(
    '%s are unknown, and make nothing look ill',
    (_, changes, code, message, remedy) => {
      const { verdict } = commitsStateOf({ ...facts, ...changes }, context);
      expect(verdict.state).toBe('unknown');
      expect(verdict.reasons).toMatchObject([
        expect.objectContaining({
          code,
          message: expect.stringMatching(message),
          remedy: expect.stringMatching(remedy),
        }),
      ]);
    },
  );

  it.each([
    [{ behind: 0 }, { behind: 3 }, 3],
    [{ behind: 4 }, { behind: 1 }, -3],
    [{ behind: 2 }, { behind: 2 }, 0],
    [{ behind: 0 }, { behind: 50, more: true }, undefined],
    [{ behind: 0 }, {}, undefined],
    [undefined, { behind: 3 }, undefined],
  ])('%j is ahead of %j by %p', (first, second, ahead) => {
    expect(commitsAhead(first, second)).toBe(ahead);
  });
});
