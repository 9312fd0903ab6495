import type { FileTree } from '@slipway/model';
import { repositoryOf } from './cells';
import type { Cell } from './cells';
import { prove } from './prove';
import { whyNoImages } from './tier';

jest.setTimeout(1_200_000);

const cells: Cell[] = [
  { runtime: 'go', shape: 'http', final: 'distroless' },
  { runtime: 'go', shape: 'http', final: 'scratch' },
  { runtime: 'go', shape: 'job', final: 'distroless' },
  { runtime: 'node', shape: 'http', final: 'distroless' },
  { runtime: 'node', shape: 'worker', final: 'distroless' },
  { runtime: 'python', shape: 'http', final: 'distroless' },
  { runtime: 'kotlin', shape: 'http', final: 'distroless' },
  { runtime: 'nextjs', shape: 'web', final: 'distroless' },
];

const [first] = cells;

/** The other stages, which pipelines and Tilt ask for, are the same in every cell of a runtime. */
function targetsOf(cell: Cell): string[] {
  const leads = cells.find(({ runtime }) => runtime === cell.runtime) === cell;
  return leads ? ['test', 'dev'] : [];
}

describe.each(cells)(
  'The image of a $runtime service of $shape on $final, built without Docker',
  cell => {
    const reason = whyNoImages(cell === first);
    if (reason) {
      test.todo(`all of it: ${reason}`);
      return;
    }
    test('starts as its manifests start it, answers, and ends when it is told to', async () => {
      const { stands, problems } = await prove(await repositoryOf(cell));
      process.stdout.write(told(stands));
      expect(problems).toEqual([]);
    });

    const later = whyNoImages(false);
    for (const target of targetsOf(cell)) {
      if (later) {
        test.todo(`stage ${target}: ${later}`);
      } else {
        test(`has a stage '${target}' that can be built`, async () => {
          const tree = await repositoryOf(cell);
          expect((await prove(tree, target)).problems).toEqual([]);
        });
      }
    }
  },
);

/** What the machine stood for, in the output: it is not what runs in a cluster. */
function told(stands: Record<string, string>): string {
  return Object.entries(stands)
    .map(([image, by]) => `for ${image} stands ${by}\n`)
    .join('');
}

/** Ways to break a repository, and what then has to be said. */
const broken: [string, (tree: FileTree) => FileTree, RegExp][] = [
  [
    'source that is not copied',
    inDockerfile('ARG VERSION=dev\nCOPY . .\n', 'ARG VERSION=dev\n'),
    /RUN[^]*(cannot find main module|no such file|directory not found)/,
  ],
  [
    'source that .dockerignore keeps away',
    tree => changed(tree, '.dockerignore', text => `${text}internal\n`),
    /RUN[^]*internal/,
  ],
  [
    'a program that is not copied',
    inDockerfile('COPY --from=build /out/ /app/\n', ''),
    /before it was ready with 127: .*\/app\/server: No such file/,
  ],
  [
    'a stage by a wrong name',
    inDockerfile('--from=build', '--from=built'),
    /nothing on this machine stands for the image .*built/,
  ],
  [
    'an entry point that is not there',
    inDockerfile('ENTRYPOINT ["/app/server"]', 'ENTRYPOINT ["/app/other"]'),
    /before it was ready with 127: .*\/app\/other: No such file/,
  ],
  [
    'a program that wants a shell',
    inDockerfile('ENTRYPOINT ["/app/server"]', 'ENTRYPOINT exec /app/server'),
    /\/bin\/sh: No such file/,
  ],
  [
    'a program that writes beside itself',
    tree => ({
      ...tree,
      'cmd/server/state.go': {
        content: `package main

import "os"

func init() {
	if err := os.WriteFile("/app/state", nil, 0o600); err != nil {
		panic(err)
	}
}
`,
      },
    }),
    /before it was ready with \d+: [^]*read-only file system/,
  ],
  [
    'a user who is root',
    inDockerfile('USER 65532:65532\nEXPOSE', 'USER 0\nEXPOSE'),
    /the image runs as root/,
  ],
  [
    'a program that is not told to end',
    tree =>
      changed(
        {
          ...tree,
          'cmd/server/deaf.go': {
            content: `package main

import (
	"os/signal"
	"syscall"
)

func init() { signal.Ignore(syscall.SIGTERM) }
`,
          },
        },
        'internal/program/program.go',
        text => text.replace('syscall.SIGTERM', 'syscall.SIGUSR1'),
      ),
    /goes on for \d+ s after it was told to end/,
  ],
];

describe('An image that could not run is refused for', () => {
  const reason = whyNoImages(true);
  if (reason) {
    test.todo(`any of ${broken.length} reasons: ${reason}`);
  } else {
    test.each(broken)('%s', async (_what, breaks, said) => {
      const sound = await repositoryOf({ ...first, grace: '3s' });
      const tree = breaks(sound);
      expect(tree).not.toEqual(sound);
      expect((await prove(tree)).problems.join('\n')).toMatch(said);
    });
  }
});

function changed(
  tree: FileTree,
  file: string,
  change: (text: string) => string,
): FileTree {
  return {
    ...tree,
    [file]: { ...tree[file], content: change(tree[file].content) },
  };
}

function inDockerfile(from: string | RegExp, to: string) {
  return (tree: FileTree) =>
    changed(tree, 'Dockerfile', text => text.replace(from, to));
}
