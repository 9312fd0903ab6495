import fs from 'node:fs/promises';
import path from 'node:path';
import { run } from './run';
import { binaryPath, cacheFolder, GoProgram } from './programs';

export interface BuildOptions {
  cache?: string;
  log?: (line: string) => void;
  signal?: AbortSignal;
}

interface Downloaded {
  Dir: string;
  GoMod: string;
}

/** The folder of a module's source in Go's own cache. */
export async function downloadModule(
  module: string,
  version: string,
  signal?: AbortSignal,
): Promise<Downloaded> {
  return JSON.parse(
    await run('go', ['mod', 'download', '-json', `${module}@${version}`], {
      signal,
      env: { GOFLAGS: '-mod=mod' },
    }),
  );
}

interface GoModJson {
  Replace?: Array<{ Old: { Path: string }; New: { Path: string } }>;
}

/** The modules that `goMod` replaces by folders of its own repository. */
export function stagingModules(goMod: GoModJson): string[] {
  return (goMod.Replace ?? [])
    .filter(({ New }) => New.Path.startsWith('./'))
    .map(({ Old }) => Old.Path);
}

/** The go.mod of an own, otherwise empty module from whose requirements the program is built. */
export function goModText(
  program: GoProgram,
  go: string,
  staging: string[],
): string {
  return [
    `module slipway.dev/real/${program.name}`,
    `go ${go}`,
    `require ${program.module} ${program.version}`,
    ...staging.map(
      name => `replace ${name} => ${name} ${program.stagingVersion}`,
    ),
    '',
  ].join('\n');
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}

/** Builds the program unless it is there, and gives the path of the binary. */
export async function buildProgram(
  program: GoProgram,
  options: BuildOptions = {},
): Promise<string> {
  const { cache = cacheFolder(), log = () => {}, signal } = options;
  const binary = binaryPath(program, cache);
  if (await exists(binary)) {
    return binary;
  }
  const started = Date.now();
  log(
    `${program.name} ${program.version}: building (about ${program.firstBuild} the first time, on two idle cores)`,
  );
  await fs.mkdir(path.dirname(binary), { recursive: true });
  // A folder of its own for each build: two runs on one machine do not meet.
  const work = await fs.mkdtemp(path.join(cache, `build-${program.name}-`));
  const progress = setInterval(
    () =>
      log(
        `${program.name}: still building, ${Math.round(
          (Date.now() - started) / 1000,
        )} s`,
      ),
    30_000,
  );
  try {
    const source = await downloadModule(
      program.module,
      program.version,
      signal,
    );
    const staging = program.stagingVersion
      ? stagingModules(
          JSON.parse(await run('go', ['mod', 'edit', '-json', source.GoMod])),
        )
      : [];
    const go = (await run('go', ['env', 'GOVERSION'])).trim();
    await fs.writeFile(
      path.join(work, 'go.mod'),
      goModText(program, go.replace(/^go/, '').split(/[ -]/)[0], staging),
    );
    const stamps = Object.entries(program.stamps ?? {}).map(
      ([name, value]) => `-X ${name}=${value}`,
    );
    const output = path.join(work, program.name);
    await run(
      'go',
      [
        'build',
        '-mod=mod',
        '-buildvcs=false',
        '-ldflags',
        ['-s', '-w', ...stamps].join(' '),
        '-o',
        output,
        program.package ?? program.module,
      ],
      { cwd: work, nice: true, signal, env: { CGO_ENABLED: '0' } },
    );
    await fs.rename(output, binary);
    log(
      `${program.name}: built in ${Math.round(
        (Date.now() - started) / 1000,
      )} s`,
    );
    return binary;
  } finally {
    clearInterval(progress);
    await fs.rm(work, { recursive: true, force: true });
  }
}
