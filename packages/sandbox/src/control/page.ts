import { Wish } from '../breaks';
import { catalogOfBreaks } from '../breaks/catalog';
import { html, htmlPage } from '../http';

/** What can be named in a wish. */
export interface Things {
  clusters: string[];
  namespaces: Array<{ cluster: string; namespace: string }>;
  /** Environments of services, and which kinds they have. */
  environments: Array<{
    service: string;
    environment: string;
    kinds: string[];
  }>;
}

/** Breaks and heals by a click, for whoever shows the portal to somebody. */
export function breaksPage(things: Things, broken: Wish[]): string {
  return htmlPage(
    'Break something',
    'whatever goes wrong in a company',
    html`<header><h1>Break something</h1></header>
      <p>Keep the portal open beside this page, and see what it says.</p>
      <h2>Broken now</h2>
      <table>
        ${broken.map(
          wish => html`<tr>
            <td>${catalogOfBreaks[wish.break].title}</td>
            <td>${nameOf(wish)}</td>
            <td>${form('/heals', wish.break, 'Heal', [wish])}</td>
          </tr>`,
        )}
      </table>
      ${broken.length === 0 ? html`<p>Nothing that was broken here.</p>` : ''}
      <h2>Break</h2>
      <table>
        ${Object.entries(catalogOfBreaks).map(
          ([name, { title, about, kind }]) => html`<tr>
            <td>${title}<br /><code>${name}</code></td>
            <td>
              ${form('/breaks', name, 'Break', choices(things, about, kind))}
            </td>
          </tr>`,
        )}
      </table>`,
  );
}

function form(
  action: string,
  name: string,
  button: string,
  about: Array<Partial<Wish>>,
) {
  return html`<form method="post" action="${action}">
    <input type="hidden" name="break" value="${name}" />
    <select name="thing" aria-label="${name}">
      ${about.map(
        one =>
          html`<option value="${JSON.stringify(one)}">${nameOf(one)}</option>`,
      )}
    </select>
    <button>${button}</button>
  </form>`;
}

function choices(
  { clusters, namespaces, environments }: Things,
  about: string[],
  kind: string | undefined,
): Array<Partial<Wish>> {
  if (about.includes('environment')) {
    return environments
      .filter(({ kinds }) => !kind || kinds.includes(kind))
      .map(({ service, environment }) => ({ service, environment }));
  }
  if (about.includes('service')) {
    return [...new Set(environments.map(({ service }) => service))].map(
      service => ({ service }),
    );
  }
  if (about.includes('namespace')) {
    return namespaces;
  }
  return about.includes('cluster')
    ? clusters.map(cluster => ({ cluster }))
    : [{}];
}

function nameOf(wish: Partial<Wish>): string {
  const { service, environment, cluster, namespace } = wish;
  return (
    [service, environment, cluster, namespace].filter(Boolean).join(' ') || 'it'
  );
}
