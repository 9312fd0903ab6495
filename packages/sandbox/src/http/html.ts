/** Text that is markup already. */
export class Html {
  constructor(readonly markup: string) {}
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Part = Html | Html[] | string | number | undefined;

/** Every value is escaped unless it is markup itself, so that a repository's content can never become markup. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    texts.reduce((all, text, i) => all + markupOf(parts[i - 1]) + text),
  );
}

function markupOf(part: Part): string {
  if (part instanceof Html) {
    return part.markup;
  }
  if (Array.isArray(part)) {
    return part.map(markupOf).join('');
  }
  return String(part ?? '').replace(/[&<>"']/g, c => ENTITIES[c]);
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --link: light-dark(#0b5cad, #7cb8f5); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem; }
a { color: var(--link); text-decoration: none } a:hover { text-decoration: underline }
header { border-bottom: 1px solid var(--line); margin-bottom: 1rem; padding-bottom: .75rem }
h1 { font-size: 1.4rem; margin: 0 } nav a { margin-right: 1rem }
.notice { background: var(--soft); border-radius: 6px; font-size: .85rem; padding: .4rem .75rem; margin-bottom: 1rem }
table { border-collapse: collapse; width: 100% } td, th { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top }
pre { background: var(--soft); border-radius: 6px; overflow: auto; padding: 1rem; font-size: .85rem } code { font-size: .9em }
.tag { border: 1px solid var(--line); border-radius: 999px; font-size: .8rem; padding: .05rem .6rem }
`;

/** A whole page, which says on its top whose stand-in it is. */
export function htmlPage(title: string, standIn: string, body: Html): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <p class="notice">
          Slipway sandbox: a stand-in for ${standIn}, for demos and tests.
        </p>
        ${body}
      </body>
    </html> `.markup;
}
