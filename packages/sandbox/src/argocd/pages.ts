import { ServerResponse } from 'node:http';
import { Html, html, htmlPage, sendText } from '../http';
import { Cluster, KubernetesObject, typeOf } from '../kubernetes';
import { ARGOCD_NAMESPACE, sourceOf } from './types';

const APPLICATION = typeOf('Application');

/** `/applications` and one page for each, so that links lead somewhere. */
export function answerArgocdPage(
  home: Cluster,
  path: string[],
  response: ServerResponse,
): void {
  const [area, ...rest] = path.filter(p => p !== '');
  const name = rest[rest.length - 1];
  const application = name
    ? home.store.get(APPLICATION, ARGOCD_NAMESPACE, name)
    : undefined;
  const found =
    (area === undefined || area === 'applications') && (!name || application);
  const body = application
    ? applicationPage(application)
    : listPage(home.store.list(APPLICATION, ARGOCD_NAMESPACE));
  sendText(
    response,
    found ? 200 : 404,
    htmlPage(
      `${name ?? 'Applications'} - sandbox Argo CD`,
      'Argo CD',
      found ? body : html`<h1>404 Not Found</h1>`,
    ),
    'text/html; charset=utf-8',
  );
}

function listPage(applications: KubernetesObject[]): Html {
  return html`<h1>Applications</h1>
    <table>
      <tr>
        <th>Name</th>
        <th>Sync</th>
        <th>Health</th>
        <th>Destination</th>
      </tr>
      ${applications.map(
        a =>
          html`<tr>
            <td>
              <a href="/applications/${a.metadata.name}">${a.metadata.name}</a>
            </td>
            <td><span class="tag">${a.status?.sync?.status}</span></td>
            <td><span class="tag">${a.status?.health?.status}</span></td>
            <td>${destination(a)}</td>
          </tr>`,
      )}
    </table>`;
}

function destination({ spec }: KubernetesObject): string {
  const { name, server, namespace } = spec?.destination ?? {};
  return `${name ?? server}/${namespace ?? ''}`;
}

function applicationPage(application: KubernetesObject): Html {
  const { metadata, status = {} } = application;
  const source = sourceOf(application);
  const repository = /^https?:/.test(source.repoURL)
    ? source.repoURL.replace(/\.git$/, '')
    : '';
  const commit = (sha: string) =>
    html`<a href="${repository}/commit/${sha}"
      ><code>${sha?.slice(0, 10)}</code></a
    >`;
  const conditions: Array<Record<string, string>> = status.conditions ?? [];
  return html`<header>
      <h1><a href="/applications">Applications</a> / ${metadata.name}</h1>
    </header>
    <p>
      <span class="tag">${status.sync?.status}</span>
      <span class="tag">${status.health?.status}</span> ${status.sync?.revision
        ? commit(status.sync.revision)
        : ''}
    </p>
    <p>
      ${destination(application)} from
      <a href="${repository}">${repository}</a> <code>${source.path}</code>
    </p>
    ${conditions.map(c => html`<pre>${c.type}: ${c.message}</pre>`)}
    <h2>Resources</h2>
    <table>
      ${(status.resources ?? []).map(
        (r: Record<string, string>) =>
          html`<tr>
            <td>${r.kind}</td>
            <td>${r.name}</td>
            <td><span class="tag">${r.status}</span></td>
          </tr>`,
      )}
    </table>
    <h2>History</h2>
    <table>
      ${[...(status.history ?? [])].reverse().map(
        (h: Record<string, string>) =>
          html`<tr>
            <td>#${h.id}</td>
            <td>${commit(h.revision)}</td>
            <td>${h.deployedAt}</td>
          </tr>`,
      )}
    </table>
    <p>${status.operationState?.message}</p>`;
}
