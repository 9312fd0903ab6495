import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const CELL =
  /^A (?<runtime>\S+) service of (?<shapes>\[.*?\]) that needs (?<needs>\[.*?\]),/;
const WEB = /^A web front end in Next\.js,/;

/** What jest's groups tell of each cell: a runtime, its shapes, and what it needs. */
export function cellsOf(groups) {
  return groups.flatMap(({ title, ...counts }) => {
    if (WEB.test(title)) {
      return [{ runtime: 'Next.js', shapes: ['web'], needs: [], ...counts }];
    }
    const found = CELL.exec(title)?.groups;
    return found
      ? [
          {
            runtime: found.runtime,
            shapes: JSON.parse(found.shapes),
            needs: JSON.parse(found.needs),
            ...counts,
          },
        ]
      : [];
  });
}

const IMAGE =
  /^The image of a (?<runtime>\S+) service of (?<shape>\S+) on (?<final>\S+), built without Docker$/;

/** What jest's groups tell of the images that were built and started. */
export function imagesOf(groups) {
  return groups.flatMap(({ title, ...counts }) => {
    const found = IMAGE.exec(title)?.groups;
    return found ? [{ ...found, ...counts }] : [];
  });
}

/** `1.26` is fitted by `1.26.4`, and not by `1.27`. */
const fits = (image, tested) => `${tested}.`.startsWith(`${image}.`);

const words = names => names.join(', ') || 'none';

/** Where something else was tested than what runs in a cluster. */
export function differences(versions) {
  return versions
    .filter(({ image, tested }) => !fits(image, tested))
    .map(
      ({ runtime, image, tested }) =>
        `${runtime} was tested with ${tested}, its image has ${image}`,
    );
}

/** A row for each cell and image, and above them which versions were tested, and which ones run in the images. */
export function matrixTable(cells, images, versions) {
  const odd = differences(versions);
  return [
    '| runtime | in the image | tested here |',
    '| --- | --- | --- |',
    ...versions.map(
      ({ runtime, image, tested }) => `| ${runtime} | ${image} | ${tested} |`,
    ),
    '',
    ...(odd.length
      ? odd.map(one => `- ${one}.`)
      : ['All were tested with the version that the image has.']),
    '',
    '| runtime | shapes | needs | passed | failed | not run |',
    '| --- | --- | --- | --: | --: | --: |',
    ...cells.map(
      ({ runtime, shapes, needs, passed, failed, skipped }) =>
        `| ${runtime} | ${words(shapes)} | ${words(
          needs,
        )} | ${passed} | ${failed} | ${skipped} |`,
    ),
    '',
    'Images, whose Dockerfiles BuildKit reads and whose steps are done and started without Docker (the versions are those tested here):',
    '',
    '| runtime | shape | final stage | passed | failed | not run |',
    '| --- | --- | --- | --: | --: | --: |',
    ...images.map(
      ({ runtime, shape, final, passed, failed, skipped }) =>
        `| ${runtime} | ${shape} | ${final} | ${passed} | ${failed} | ${skipped} |`,
    ),
  ].join('\n');
}

/** Where the tests look for each, and in the same order. */
const RUNTIMES = [
  ['Go', 'go', /golang:([\d.]+)/, 'go version', /go([\d.]+)/],
  ['Node', 'node', /node:(\d+)/, '"$NODE" --version', /v([\d.]+)/],
  [
    'Python',
    'python',
    /python:([\d.]+)/,
    'python3.13 --version || ~/.pyenv/versions/3.13*/bin/python3 --version',
    /Python ([\d.]+)/,
  ],
  ['Next.js', 'node', /node:(\d+)/, '"$NODE" --version', /v([\d.]+)/],
  ['Kotlin', 'kotlin', /temurin-(\d+)/, 'java -version', /"([\d.]+)/],
];

/** From the images of the generated Dockerfiles, and from the tools of this machine. */
export function versionsOf({ node, env }) {
  return RUNTIMES.map(([runtime, file, inImage, command, here]) => ({
    runtime,
    image: inImage.exec(
      readFileSync(
        join(ROOT, `packages/blueprint/src/runtimes/${file}.ts`),
        'utf8',
      ),
    )[1],
    tested: here.exec(said(command, node, env))?.[1] ?? 'none',
  }));
}

function said(command, node, env) {
  try {
    return execFileSync('sh', ['-c', `{ ${command}; } 2>&1`], {
      env: { ...env, NODE: node },
      encoding: 'utf8',
    });
  } catch {
    return '';
  }
}
