import { Html, html } from '../http';
import { HostedRepository, PullRecord } from './gitHost';

export function pullsPage(repository: HostedRepository): Html {
  const pulls = [...repository.pulls].reverse();
  return html`<h2>Pull requests</h2>
    <table>
      ${pulls.map(
        pull =>
          html`<tr>
            <td>
              <a href="/${repository.fullName}/pulls/${pull.number}"
                >#${pull.number}</a
              >
            </td>
            <td>${pull.title}</td>
            <td><span class="tag">${stateOf(pull)}</span></td>
          </tr>`,
      )}
    </table>
    ${pulls.length === 0 ? html`<p>No pull request yet.</p>` : ''}`;
}

export async function pullPage(
  repository: HostedRepository,
  number: string,
): Promise<Html | undefined> {
  const pull = repository.pulls.find(one => String(one.number) === number);
  if (!pull) {
    return undefined;
  }
  const { fullName, git } = repository;
  const changes =
    pull.state === 'open' ? await git.changesBetween(pull.base, pull.head) : {};
  return html`<h2>#${pull.number} ${pull.title}</h2>
    <p>
      <span class="tag">${stateOf(pull)}</span>
      <code>${pull.head}</code> into <code>${pull.base}</code>
    </p>
    <pre style="white-space: pre-wrap">${pull.body}</pre>
    ${pull.state === 'open'
      ? html`<form
          method="post"
          action="/${fullName}/pulls/${pull.number}/merge"
        >
          <button>Merge</button>
        </form>`
      : ''}
    <table>
      ${Object.keys(changes ?? {}).map(
        path =>
          html`<tr>
            <td>
              <a href="/${fullName}/src/branch/${pull.head}/${path}">${path}</a>
            </td>
          </tr>`,
      )}
    </table>`;
}

function stateOf({ state, merged }: PullRecord): string {
  return merged ? 'merged' : state;
}
