import {
  createServer,
  request,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/**
 * Stand-ins for GitHub and GitLab: what the documentation of their APIs says of the few calls that publishing needs, over
 * repositories that the sandbox keeps. Git itself is passed through.
 */
const TOKEN = 'a-token-of-the-portal';

type Answer = { status: number; body: unknown };
type Gitea = (method: string, path: string, body?: object) => Promise<Answer>;
type Route = [
  method: string,
  path: RegExp,
  answer: (gitea: Gitea, parts: string[], body: any) => Promise<Answer>,
];

const notFound: Answer = { status: 404, body: { message: 'Not Found' } };

const found = (answer: Answer, body: (of: any) => unknown): Answer =>
  answer.status === 200 ? { status: 200, body: body(answer.body) } : notFound;

const github: Route[] = [
  [
    'GET',
    /^\/repos\/([^/]+)\/([^/]+)$/,
    async (gitea, [owner, name]) =>
      found(
        await gitea('GET', `/repos/${owner}/${name}`),
        ({ archived, default_branch }) => ({ archived, default_branch }),
      ),
  ],
  [
    'PATCH',
    /^\/repos\/([^/]+)\/([^/]+)$/,
    async (gitea, [owner, name], body) => {
      const { body: before } = await gitea('GET', `/repos/${owner}/${name}`);
      return (before as any).archived
        ? {
            status: 403,
            body: { message: 'Repository was archived so is read-only.' },
          }
        : gitea('PATCH', `/repos/${owner}/${name}`, body);
    },
  ],
  [
    'GET',
    /^\/repos\/([^/]+)\/([^/]+)\/commits\?/,
    async (gitea, [owner, name]) => {
      const { status, body } = await gitea('GET', `/repos/${owner}/${name}`);
      if (status !== 200) {
        return notFound;
      }
      return (body as any).empty
        ? { status: 409, body: { message: 'Git Repository is empty.' } }
        : { status: 200, body: [] };
    },
  ],
  [
    'GET',
    /^\/orgs\/([^/]+)$/,
    async (gitea, [owner]) =>
      found(await gitea('GET', `/orgs/${owner}`), () => ({ login: owner })),
  ],
  [
    'POST',
    /^\/orgs\/([^/]+)\/repos$/,
    async (gitea, [owner], { name, description, private: hidden }) => {
      const { status } = await gitea('POST', `/orgs/${owner}/repos`, {
        name,
        description,
        private: hidden,
        default_branch: 'main',
      });
      return status === 409
        ? {
            status: 422,
            body: {
              message: 'Repository creation failed.',
              errors: [{ message: 'name already exists on this account' }],
            },
          }
        : { status, body: {} };
    },
  ],
  [
    'GET',
    /^\/repos\/([^/]+)\/([^/]+)\/contents\/(.+)$/,
    async (gitea, [owner, name, rest]) =>
      gitea('GET', `/repos/${owner}/${name}/contents/${rest}`),
  ],
  [
    'GET',
    /^\/repos\/([^/]+)\/([^/]+)\/branches\/(.+)$/,
    async (gitea, [owner, name, branch]) =>
      found(
        await gitea('GET', `/repos/${owner}/${name}/branches/${branch}`),
        ({ commit, protected: isProtected }) => ({
          commit: { sha: commit.id },
          protected: isProtected,
        }),
      ),
  ],
  [
    'PUT',
    /^\/repos\/([^/]+)\/([^/]+)\/branches\/([^/]+)\/protection$/,
    async (gitea, [owner, name, branch], asked) => {
      await gitea('POST', `/repos/${owner}/${name}/branch_protections`, {
        rule_name: branch,
        enable_push: asked.required_pull_request_reviews === null,
      });
      return { status: 200, body: {} };
    },
  ],
  [
    'POST',
    /^\/repos\/([^/]+)\/([^/]+)\/pulls$/,
    async (gitea, [owner, name], asked) => {
      const { status, body } = await gitea(
        'POST',
        `/repos/${owner}/${name}/pulls`,
        asked,
      );
      return status === 409
        ? {
            status: 422,
            body: {
              message: 'Validation Failed',
              errors: [
                {
                  message: `A pull request already exists for ${owner}:${asked.head}.`,
                },
              ],
            },
          }
        : { status, body };
    },
  ],
  [
    'GET',
    /^\/repos\/([^/]+)\/([^/]+)\/pulls\?state=open&base=([^&]+)&head=[^&%]+%3A([^&]+)$/,
    async (gitea, [owner, name, base, head]) =>
      found(
        await gitea('GET', `/repos/${owner}/${name}/pulls/${base}/${head}`),
        one => [one],
      ),
  ],
];

const NAMESPACE = { shop: 7 };

const gitlab: Route[] = [
  [
    'GET',
    /^\/namespaces\/([^/]+)$/,
    async (_gitea, [owner]) =>
      owner in NAMESPACE
        ? { status: 200, body: { id: NAMESPACE[owner as 'shop'] } }
        : notFound,
  ],
  [
    'POST',
    /^\/projects$/,
    async (gitea, _parts, { path, description, visibility, namespace_id }) => {
      const [owner] = Object.entries(NAMESPACE).find(
        ([, id]) => id === namespace_id,
      )!;
      const { status } = await gitea('POST', `/orgs/${owner}/repos`, {
        name: path,
        description,
        private: visibility === 'private',
        default_branch: 'main',
      });
      return status === 409
        ? {
            status: 400,
            body: { message: { name: ['has already been taken'] } },
          }
        : { status, body: {} };
    },
  ],
  [
    'GET',
    /^\/projects\/([^/]+)$/,
    async (gitea, [full]) =>
      found(
        await gitea('GET', `/repos/${full}`),
        ({ empty, archived, default_branch }) => ({
          empty_repo: empty,
          archived,
          default_branch,
        }),
      ),
  ],
  [
    'POST',
    /^\/projects\/([^/]+)\/archive$/,
    async (gitea, [full]) => ({
      status: 201,
      body: (await gitea('PATCH', `/repos/${full}`, { archived: true })).body,
    }),
  ],
  [
    'GET',
    /^\/projects\/([^/]+)\/repository\/files\/([^/?]+)\?ref=(.+)$/,
    async (gitea, [full, path, ref]) =>
      gitea('GET', `/repos/${full}/contents/${path}?ref=${ref}`),
  ],
  [
    'GET',
    /^\/projects\/([^/]+)\/repository\/branches\/([^/]+)$/,
    async (gitea, [full, branch]) =>
      found(
        await gitea('GET', `/repos/${full}/branches/${branch}`),
        ({ commit, protected: isProtected }) => ({
          commit: { id: commit.id },
          protected: isProtected,
        }),
      ),
  ],
  [
    'POST',
    /^\/projects\/([^/]+)\/protected_branches$/,
    async (gitea, [full], asked) => {
      const { status } = await gitea(
        'POST',
        `/repos/${full}/branch_protections`,
        { rule_name: asked.name, enable_push: asked.push_access_level > 0 },
      );
      return status === 201
        ? { status, body: { name: asked.name } }
        : {
            status: 409,
            body: { message: 'Protected branch already exists' },
          };
    },
  ],
  [
    'POST',
    /^\/projects\/([^/]+)\/merge_requests$/,
    async (gitea, [full], asked) => {
      const { status, body } = await gitea('POST', `/repos/${full}/pulls`, {
        title: asked.title,
        body: asked.description,
        head: asked.source_branch,
        base: asked.target_branch,
      });
      return status === 409
        ? {
            status: 409,
            body: {
              message: [
                'Another open merge request already exists for this source branch: !1',
              ],
            },
          }
        : { status, body: { web_url: (body as any).html_url } };
    },
  ],
  [
    'GET',
    /^\/projects\/([^/]+)\/merge_requests\?state=opened&source_branch=([^&]+)&target_branch=([^&]+)$/,
    async (gitea, [full, head, base]) =>
      found(
        await gitea('GET', `/repos/${full}/pulls/${base}/${head}`),
        ({ html_url }) => [{ web_url: html_url }],
      ),
  ],
];

const kinds = {
  github: { api: '/api/v3', routes: github, user: 'x-access-token' },
  gitlab: { api: '/api/v4', routes: gitlab, user: 'oauth2' },
};

export interface HostStandIn {
  /** What stands below `integrations` for it. */
  integrations: Record<string, object[]>;
  url: string;
  stop(): Promise<void>;
}

export async function startHostStandIn(
  kind: keyof typeof kinds,
  sandboxGitea: string,
): Promise<HostStandIn> {
  const { api, routes, user } = kinds[kind];
  const own = `Basic ${Buffer.from('slipway:sandbox').toString('base64')}`;
  const git = `Basic ${Buffer.from(`${user}:${TOKEN}`).toString('base64')}`;
  const gitea: Gitea = async (method, path, body) => {
    const response = await fetch(`${sandboxGitea}/api/v1${path}`, {
      method,
      headers: { authorization: own, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return {
      status: response.status,
      body: await response.json().catch(() => ({})),
    };
  };

  const answer = async (req: IncomingMessage): Promise<Answer> => {
    const { authorization, 'private-token': token } = req.headers;
    if (!`${authorization ?? ''} ${token ?? ''}`.includes(TOKEN)) {
      return { status: 401, body: { message: 'Bad credentials' } };
    }
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk as Buffer);
    }
    const body = chunks.length ? JSON.parse(String(Buffer.concat(chunks))) : {};
    const path = req.url!.slice(api.length);
    for (const [method, pattern, answered] of routes) {
      const [, ...parts] = pattern.exec(path) ?? [];
      if (req.method === method && pattern.test(path)) {
        return answered(gitea, parts.map(decodeURIComponent), body);
      }
    }
    return notFound;
  };

  const passGit = (req: IncomingMessage, res: ServerResponse) => {
    if (req.headers.authorization !== git) {
      res.writeHead(401, { 'www-authenticate': 'Basic' }).end();
      return;
    }
    const passed = request(
      `${sandboxGitea}${req.url}`,
      {
        method: req.method,
        headers: { ...req.headers, authorization: own },
      },
      answered => {
        res.writeHead(answered.statusCode!, answered.headers);
        answered.pipe(res);
      },
    );
    req.pipe(passed);
  };

  const server = createServer((req, res) => {
    if (!req.url!.startsWith(api)) {
      passGit(req, res);
      return;
    }
    answer(req).then(({ status, body }) =>
      res
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(body)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { host } = new URL(url);
  return {
    url,
    integrations: {
      [kind]: [
        {
          host,
          apiBaseUrl: `${url}${api}`,
          token: TOKEN,
          ...(kind === 'gitlab' ? { baseUrl: url } : {}),
        },
      ],
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}
