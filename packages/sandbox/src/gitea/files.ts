import { sendJson } from '../http';
import { contentAnswer } from './answers';
import { ApiCall, notFound, refuse } from './api';
import { HostedRepository } from './gitHost';

/** In pages, each of which says whether there are more. */
export async function answerTree(
  call: ApiCall,
  { git, fullName }: HostedRepository,
  revision: string,
): Promise<void> {
  const { baseUrl, query, response } = call;
  const sha = await git.resolve(revision);
  if (!sha) {
    refuse(call, 400, `sha not found: ${revision}`);
    return;
  }
  const all = await git.entries(sha, '', query.get('recursive') === 'true');
  const page = Math.max(Number(query.get('page')) || 1, 1);
  const size = Math.min(Number(query.get('per_page')) || 1000, 1000);
  const url = `${baseUrl}/api/v1/repos/${fullName}/git`;
  sendJson(response, 200, {
    sha,
    url: `${url}/trees/${sha}`,
    tree: all
      .slice((page - 1) * size, page * size)
      .map(({ sha: id, ...entry }) => ({
        ...entry,
        sha: id,
        url: `${url}/${entry.type}s/${id}`,
      })),
    truncated: page * size < all.length,
    page,
    total_count: all.length,
  });
}

export async function answerContents(
  call: ApiCall,
  repository: HostedRepository,
  ref: string,
  path: string,
): Promise<void> {
  const { git } = repository;
  const sha = await git.resolve(ref);
  if (!sha) {
    notFound(call, [`object does not exist [id: ${ref}, rel_path: ]`]);
    return;
  }
  const at = { ref, commit: await git.commit(sha) };
  const trimmed = path.replace(/\/$/, '');
  const [entry] = trimmed ? await git.entries(sha, trimmed) : [];
  if (trimmed && !entry) {
    notFound(call, [`object does not exist [id: , rel_path: ${trimmed}]`]);
    return;
  }
  if (entry?.type === 'blob') {
    const content = await git.blob(entry.sha);
    sendJson(
      call.response,
      200,
      contentAnswer(repository, entry, at, call.baseUrl, content),
      {
        etag: `"${entry.sha}"`,
        'last-modified': new Date(at.commit.author.date).toUTCString(),
      },
    );
    return;
  }
  const entries = await git.entries(sha, trimmed ? `${trimmed}/` : '');
  sendJson(
    call.response,
    200,
    entries.map(e => contentAnswer(repository, e, at, call.baseUrl)),
  );
}

export async function answerRaw(
  call: Pick<ApiCall, 'response' | 'baseUrl'>,
  repository: HostedRepository,
  ref: string,
  path: string,
): Promise<void> {
  const { git } = repository;
  const sha = await git.resolve(ref);
  const [entry] = sha && path ? await git.entries(sha, path) : [];
  if (entry?.type !== 'blob') {
    notFound(call as ApiCall);
    return;
  }
  call.response.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    etag: `"${entry.sha}"`,
  });
  call.response.end(await git.blob(entry.sha));
}

export async function answerArchive(
  call: ApiCall,
  repository: HostedRepository,
  file: string,
): Promise<void> {
  const ref = /^(.+)\.tar\.gz$/.exec(file)?.[1];
  const sha = ref ? await repository.git.resolve(ref) : undefined;
  if (!sha) {
    notFound(call);
    return;
  }
  const { name } = repository.record;
  const archive = await repository.git.archive(sha, name.toLowerCase());
  call.response.writeHead(200, {
    'content-type': 'application/gzip',
    'content-length': archive.length,
    'content-disposition': `attachment; filename="${name}-${sha.slice(
      0,
      7,
    )}.tar.gz"`,
  });
  call.response.end(archive);
}
