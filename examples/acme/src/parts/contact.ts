import type { Part } from '@slipway/blueprint';

const CONTACT = `
## Who helps

The platform team, in the channel #platform.
`;

/** A built-in part, wrapped: its runbook says at the end whom to ask. */
export function withContact(docs: Part): Part {
  return {
    ...docs,
    files: ctx =>
      (docs.files?.(ctx) ?? []).map(file =>
        file.path === 'docs/runbook.md'
          ? { ...file, content: `${file.content.trimEnd()}\n${CONTACT}` }
          : file,
      ),
  };
}
