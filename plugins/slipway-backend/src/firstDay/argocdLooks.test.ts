import { ServerError } from '../sources/servers/problems';
import { ArgocdLooks } from './argocdLooks';

const { signal } = new AbortController();
const url = 'https://git.example.org/shop/payments';
const targets = [
  { cluster: 'eu-1', namespace: 'payments-prod' },
  { cluster: 'local', namespace: 'payments-dev' },
];

function argocd(answers: Record<string, any>): ArgocdLooks {
  return new ArgocdLooks({
    found: async path => {
      if (answers[path] instanceof Error) {
        throw answers[path];
      }
      return answers[path];
    },
  });
}

const project = (spec: object, clusters: object[] = []) =>
  argocd({
    '/projects/shop': { spec },
    '/clusters': { items: clusters },
  }).project({ kind: 'project', project: 'shop', url, targets }, signal);

const anywhere = [{ server: '*', namespace: '*' }];

describe('What Argo CD tells', () => {
  it.each<[string, object, string, RegExp]>([
    [
      'allows everything',
      { sourceRepos: ['*'], destinations: anywhere },
      'there',
      /^$/,
    ],
    [
      'allows these by name',
      {
        sourceRepos: ['https://git.example.org/shop/*'],
        destinations: [{ name: '*', namespace: 'payments-*' }],
      },
      'there',
      /^$/,
    ],
    [
      'allows no such source',
      {
        sourceRepos: ['https://git.example.org/bank/*'],
        destinations: anywhere,
      },
      'missing',
      /source$/,
    ],
    [
      'allows one of two places',
      { sourceRepos: ['*'], destinations: [{ name: 'eu-1', namespace: '*' }] },
      'missing',
      /does not allow local\/payments-dev$/,
    ],
    [
      'takes a namespace out again',
      {
        sourceRepos: ['*'],
        destinations: [
          ...anywhere,
          { server: '*', namespace: '!payments-prod' },
        ],
      },
      'missing',
      /eu-1\/payments-prod$/,
    ],
    [
      'takes the source out again',
      { sourceRepos: ['*', `!${url}`], destinations: anywhere },
      'missing',
      /source$/,
    ],
    ['says nothing', {}, 'missing', /source, and it does not allow eu-1/],
  ])('of a project that %s', async (_what, spec, answer, note) => {
    const found = await project(spec);

    expect(found.answer).toBe(answer);
    expect(found.note ?? '').toMatch(note);
  });

  it('of clusters that a project names by their addresses, without telling these', async () => {
    const destinations = [
      { server: 'https://10.0.0.7:6443', namespace: 'payments-*' },
    ];
    const clusters = [{ name: 'eu-1', server: 'https://10.0.0.7:6443' }];
    const found = await project({ sourceRepos: ['*'], destinations }, clusters);

    expect(found).toEqual({
      answer: 'missing',
      note: 'it does not allow local/payments-dev',
    });
  });

  it('that a project may not be looked at, or is not there', async () => {
    const look = { kind: 'project' as const, project: 'shop', url, targets };
    const denied = {
      '/projects/shop': new ServerError('denied', 'answered 403'),
    };

    expect(await argocd(denied).project(look, signal)).toEqual({
      answer: 'denied',
      note: 'Argo CD does not let the portal look: it needs projects, get, shop',
    });
    expect(await argocd({}).project(look, signal)).toMatchObject({
      answer: 'missing',
    });
  });

  const working = {
    repo: `${url}.git`,
    connectionState: { status: 'Successful' },
  };
  it.each<[string, Record<string, any>, boolean | undefined, string]>([
    ['knows', { '/repositories': { items: [working] } }, false, 'there'],
    [
      'cannot read',
      {
        '/repositories': {
          items: [{ ...working, connectionState: { status: 'Failed' } }],
        },
      },
      false,
      'missing',
    ],
    [
      'has a template for',
      { '/repocreds': { items: [{ url: 'https://git.example.org/shop' }] } },
      false,
      'there',
    ],
    [
      'needs no credentials for',
      { '/repositories': { items: null } },
      true,
      'there',
    ],
    ['has none for', {}, false, 'missing'],
    ['has none for, whoever may read it', {}, undefined, 'missing'],
  ])('of a repository that it %s', async (_what, answers, isPublic, answer) => {
    expect(
      await argocd(answers).reader(url, async () => isPublic, signal),
    ).toMatchObject({ answer });
  });
});
