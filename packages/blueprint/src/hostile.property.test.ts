import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { checkService } from '@slipway/model';
import type { FileTree } from '@slipway/model';
import {
  anySpec,
  fullBundle,
  hostileText,
  stringPlaces,
  withChart,
} from '@slipway/test-specs';
import type { StringPlace } from '@slipway/test-specs';
import { renderService } from './render';
import { validateTree } from './validate';

/** Strings tried in all, over every field that takes one. */
const STRINGS = 10_000;

/** One place for each field that any of these services has. */
function placesByField(): StringPlace[] {
  const documents = fc
    .sample(anySpec, { numRuns: 300, seed: 20261121 })
    .map(({ document }) => document);
  const found = new Map<string, StringPlace>();
  for (const place of documents.flatMap(stringPlaces)) {
    if (!found.has(place.field)) {
      found.set(place.field, place);
    }
  }
  return [...found.values()];
}

const isError = ({ severity }: { severity: string }) => severity === 'error';

/** Every YAML file, read as 1.1 and as 1.2 say. */
function readAll(tree: FileTree, version: '1.1' | '1.2'): unknown {
  return (
    Object.entries(tree)
      // GitHub reads 1.2, where `on` is a word.
      .filter(([path]) => /^(?!.*\.github\/).*\.ya?ml$/.test(path))
      .map(([path, { content }]) => [
        path,
        [...parseAllDocuments(content, { version })].map(document => ({
          errors: document.errors.map(String),
          value: document.toJS(),
        })),
      ])
  );
}

/** Counts what was accepted. */
const rendering = { times: 0 };

/** What went wrong with a service that has the string; nothing, where it was refused with a remedy. */
function wrongWith({ field, ...place }: StringPlace, text: string): unknown[] {
  const checked = checkService(place.with(text));
  const rendered =
    checked.service && renderService(checked.service, fullBundle);
  if (!rendered || rendered.findings.some(isError)) {
    const told = [...checked.findings, ...(rendered?.findings ?? [])].filter(
      isError,
    );
    return told.length && told.every(({ remedy }) => remedy)
      ? []
      : [{ field, told }];
  }
  rendering.times++;
  const own = withChart(rendered.tree, checked.service!);
  return [own, rendered.central ?? {}].flatMap(tree => [
    ...Object.keys(tree).filter(
      path => !/^(?!.*(^|\/)\.\.?(\/|$))[\w.@+/-]+$/.test(path),
    ),
    ...(JSON.stringify(readAll(tree, '1.1')) ===
    JSON.stringify(readAll(tree, '1.2'))
      ? []
      : [{ field, text, problem: 'YAML 1.1 and 1.2 read different values' }]),
    ...validateTree(tree, fullBundle)
      .filter(({ rule }) => !rule.startsWith('quota.'))
      .map(finding => ({ field, text, finding })),
  ]);
}

describe('hostile strings', () => {
  const places = placesByField();
  const each = Math.ceil(STRINGS / places.length);

  it('are tried in every field that takes a string', () => {
    expect(places.length).toBeGreaterThanOrEqual(80);
  });

  it('are refused, or stay values: files stay in the tree, keep their form, and have no finding', () => {
    for (const place of places) {
      fc.assert(
        fc.property(hostileText, text => {
          expect(wrongWith(place, text)).toEqual([]);
        }),
        // Names that every object is born with are found in any table that forgets so.
        { numRuns: each, examples: [['constructor'], ['__proto__']] },
      );
    }
    // Most fields take few strings; were it none, nothing would have been rendered.
    expect(rendering.times).toBeGreaterThan(100);
  }, 240_000);
});
