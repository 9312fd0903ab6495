import { builtPortal, filesWith, kB, shareOf, sizeOf, told } from './built.mjs';

/** All that is the suite's own; what it takes from others, portals have already. */
const OURS = [
  'plugins/slipway/src/',
  'plugins/slipway-common/src/',
  'packages/model/src/',
];

/** Texts in other languages than English, which only their readers load. */
const TRANSLATED = /\/de\//;

/** What the suite adds to a portal: to what every page loads, and what its cards and pages load. */
export async function bundle({ say }) {
  const files = await builtPortal(say);
  const form = filesWith(files, 'plugins/slipway/src/form/');
  const pages = [
    ...new Set(OURS.flatMap(part => filesWith(files, part))),
  ].filter(file => !file.initial && !form.includes(file));
  const isTranslated = ({ map }) =>
    ours(map).every(source => TRANSLATED.test(source));
  const shown = pages.filter(file => !isTranslated(file));
  const translated = pages.filter(isTranslated);
  const first = files
    .filter(({ initial, map }) => initial && ours(map).length > 0)
    .map(file => ({ ...file, size: shareOf(file, OURS) }));
  const other = filesWith(files, 'node_modules/@backstage/plugin-kubernetes');
  return [
    [
      'the suite in the initial load, gzip',
      kB(sizeOf(first)),
      `by how much ${told(first)} would be smaller without it: ${
        first.flatMap(({ map }) => ours(map)).length
      } of its sources lie there; aimed at: 3 kB`,
    ],
    [
      'all cards and pages, gzip',
      kB(sizeOf(shown)),
      `${shown.length} files of the built portal, whole: ${told(
        shown,
      )}; aimed at: 52 kB`,
    ],
    [
      'and for whoever reads German, gzip',
      kB(sizeOf(translated)),
      told(translated),
    ],
    [
      'beside it: the Kubernetes tab, gzip',
      kB(sizeOf(other.filter(({ initial }) => !initial))),
      `files that hold any source of plugin-kubernetes and its parts, loaded when needed: ${told(
        other.filter(({ initial }) => !initial),
      )}`,
    ],
  ];
}

const ours = ({ sources }) =>
  sources.filter(source => OURS.some(part => source.includes(part)));
