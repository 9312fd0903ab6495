import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { IncomingHttpHeaders, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { FakeClock } from '../../__testUtils__/FakeClock';
import { GitClient } from './GitClient';
import { Repository } from './repository';

const sha = '1a2b3c4d'.repeat(5);
const { signal } = new AbortController();

/** What their documentation says that they send; Gitea itself is asked in a suite of its own. */
const githubCommit = {
  sha,
  commit: {
    message: 'Take cards\n\nMore of it',
    author: { name: 'Ada', email: 'ada@x.org', date: '2026-11-01T10:00:00Z' },
    committer: { name: 'GitHub', date: '2026-11-02T10:00:00Z' },
  },
};
const gitlabCommit = {
  id: sha,
  short_id: sha.slice(0, 8),
  title: 'Take cards',
  message: 'Take cards\n\nMore of it',
  author_name: 'Ada',
  author_email: 'ada@x.org',
  committed_date: '2026-11-02T11:00:00.000+01:00',
};
const commit = {
  sha,
  at: '2026-11-02T10:00:00.000Z',
  author: 'Ada',
  title: 'Take cards',
};

interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

let asked: { url: string; headers: IncomingHttpHeaders }[];
let reply: Reply;

const server = createServer((request, response) => {
  asked.push({ url: request.url!, headers: request.headers });
  response.writeHead(reply.status ?? 200, reply.headers);
  response.end(JSON.stringify(reply.body ?? []));
});

let client: GitClient;
let clock: FakeClock;

const repository = (type: Repository['type']): Repository => ({
  type,
  host: 'git.example',
  project: type === 'gitlab' ? 'shop/backend/payments' : 'shop/payments',
  branch: 'main',
  path: 'services/a',
  url: 'https://git.example/shop/payments',
});

beforeAll(async () => {
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
});

afterAll(async () => {
  await new Promise(done => {
    server.close(done);
  });
});

beforeEach(() => {
  asked = [];
  reply = {};
  clock = new FakeClock();
  client = clientWith({ token: 'of-the-portal' });
});

function clientWith(credentials: object) {
  const apiBaseUrl = `http://127.0.0.1:${
    (server.address() as AddressInfo).port
  }/api`;
  const one = { host: 'git.example', apiBaseUrl, ...credentials };
  return new GitClient(
    ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [one],
          gitlab: [{ ...one, baseUrl: 'https://git.example' }],
        },
      }),
    ),
    clock,
  );
}

describe.each([
  [
    'github' as const,
    githubCommit,
    '/api/repos/shop/payments/commits?per_page=50&sha=main&path=services%2Fa',
    `/api/repos/shop/payments/commits/${sha}`,
  ],
  [
    'gitlab' as const,
    gitlabCommit,
    '/api/projects/shop%2Fbackend%2Fpayments/repository/commits?per_page=50&ref_name=main&path=services%2Fa',
    `/api/projects/shop%2Fbackend%2Fpayments/repository/commits/${sha}`,
  ],
])('%s', (type, sent, newestUrl, commitUrl) => {
  it('is asked for the newest commits, and again only for what is new', async () => {
    reply = { headers: { etag: 'W/"a"' }, body: [sent] };
    expect(await client.newest(repository(type), undefined, signal)).toEqual({
      known: 'data',
      head: commit.sha,
      commits: [commit],
      more: false,
      etag: 'W/"a"',
    });
    reply = { status: 304 };
    expect(await client.newest(repository(type), 'W/"a"', signal)).toEqual({
      known: 'same',
    });
    expect(asked.map(({ url }) => url)).toEqual([newestUrl, newestUrl]);
    expect(asked[1].headers['if-none-match']).toBe('W/"a"');
    expect(JSON.stringify(asked[0].headers)).toContain('of-the-portal');
  });

  it('is asked for one commit', async () => {
    reply = { body: sent };
    expect(await client.commit(repository(type), sha, signal)).toEqual(commit);
    expect(asked[0].url).toBe(commitUrl);
  });

  it.each<[string, Reply, object]>([
    ['is not there', { status: 404 }, { known: 'absent' }],
    [
      'was moved',
      { status: 301, headers: { location: 'http://127.0.0.1:1/x' } },
      { known: 'absent' },
    ],
    [
      'may not be read',
      { status: 403 },
      { known: 'denied', permission: 'read on its commits' },
    ],
    ['is empty', { status: 409 }, { known: 'data', commits: [], more: false }],
  ])('tells of a repository that %s', async (_, answer, expected) => {
    reply = answer;
    expect(await client.newest(repository(type), undefined, signal)).toEqual(
      expected,
    );
  });

  it.each<[string, Reply, object]>([
    [
      'takes no token',
      { status: 401 },
      { problem: 'denied', message: 'answered 401' },
    ],
    [
      'fails',
      { status: 502 },
      { problem: 'unreachable', message: 'answered 502' },
    ],
    [
      'wants to be left alone until a time',
      {
        status: 403,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': `${Date.parse('2026-11-20T12:30:00Z') / 1000}`,
        },
      },
      { problem: 'unreachable', retryAfterMs: 30 * 60_000 },
    ],
    [
      'wants to be left alone for a while',
      { status: 403, headers: { 'retry-after': '120' } },
      { problem: 'unreachable', retryAfterMs: 120_000 },
    ],
    [
      'sends something else',
      { body: { message: 'planted' } },
      {
        problem: 'unreachable',
        message: 'the answer is not what a Git host sends',
      },
    ],
    [
      'sends other commits',
      { body: [{ sha: '../../x', id: '../../x' }] },
      {
        problem: 'unreachable',
        message: 'the answer is not what a Git host sends',
      },
    ],
  ])('says so when the host %s', async (_, answer, expected) => {
    reply = answer;
    await expect(
      client.newest(repository(type), undefined, signal),
    ).rejects.toMatchObject(expected);
  });
});

it.each(['Deploy 1.2.3 [skip ci]', '[ci skip] Deploy', 'Deploy\n\n[no ci]'])(
  'counts no commit of which nothing is built: %j',
  async message => {
    reply = {
      body: [{ ...gitlabCommit, id: 'f00d'.repeat(10), message }, gitlabCommit],
    };
    expect(
      await client.newest(repository('gitlab'), undefined, signal),
    ).toMatchObject({ commits: [commit] });
  },
);

it('asks nothing of GitHub without a token, since it would soon be asked for later', async () => {
  client = clientWith({});
  await expect(
    client.newest(repository('github'), undefined, signal),
  ).rejects.toMatchObject({ problem: 'denied' });
  expect(asked).toEqual([]);
});

it('keeps one line of a message, and no more of it than a page has room for', async () => {
  reply = {
    body: {
      ...gitlabCommit,
      message: `${'long '.repeat(50)}\u0007`,
      author_name: 'A\u0000da',
    },
  };
  const { title, author } = (await client.commit(
    repository('gitlab'),
    sha,
    signal,
  ))!;
  expect(title).toHaveLength(120);
  expect(author).toBe('Ada');
});
