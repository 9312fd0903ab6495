import { createTemplateRenderer } from 'nunjitsu';
import type { Finding, FileTree } from '@slipway/model';

/** What files ask for by name, and what is there: `needs.postgres`. */
export type SkeletonValues = Record<string, string | Record<string, boolean>>;

const renderer = createTemplateRenderer();

/**
 * Renders every file and path of a skeleton in the scaffolder's own template language: `${{ name }}`,
 * or `${{ values.name }}` as `fetch:template` has it. A file of which nothing is left is left out.
 */
export function renderSkeleton(
  skeleton: FileTree,
  values: SkeletonValues,
): FileTree {
  const context = renderer.prepareContext({ ...values, values });
  return Object.fromEntries(
    Object.entries(skeleton).flatMap(([path, file]) => {
      const content = renderer.render(file.content, context);
      return file.content && !content.trim()
        ? []
        : [[renderer.render(path, context), { ...file, content }]];
    }),
  );
}

/** The language renders an unknown variable as nothing, so they are looked for beforehand. */
export function unknownVariables(
  skeleton: FileTree,
  known: readonly string[],
): Finding[] {
  return Object.entries(skeleton).flatMap(([path, { content }]) =>
    [...new Set([...variablesOf(path), ...variablesOf(content)])]
      .filter(name => !known.includes(name))
      .map(name => ({
        rule: 'skeleton.variable',
        severity: 'error' as const,
        message: `the skeleton uses '${name}', which has no value`,
        remedy: `Use one of ${known.join(', ')}`,
        file: path,
      })),
  );
}

function variablesOf(text: string): string[] {
  return [
    ...text.matchAll(/\$\{\{-?\s*(?:values\.)?([A-Za-z_][A-Za-z0-9_]*)/g),
  ].map(([, name]) => name);
}
