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

interface Module {
  Path: string;
  Version?: string;
}

interface GoModJson {
  Replace?: Array<{ Old: Module; New: Module }>;
  Exclude?: Module[];
}

/** The modules that `goMod` replaces by folders of its own repository. */
export function stagingModules(goMod: GoModJson): string[] {
  return (goMod.Replace ?? [])
    .filter(({ New }) => New.Path.startsWith('./'))
    .map(({ Old }) => Old.Path);
}

/** The lines of a module's own go.mod that hold for it alone, and so have to be said again by whoever builds it. */
function ownLines(goMod: GoModJson): string[] {
  const text = ({ Path, Version }: Module) =>
    [Path, Version].filter(Boolean).join(' ');
  return [
    ...(goMod.Replace ?? [])
      .filter(({ New }) => !New.Path.startsWith('.'))
      .map(({ Old, New }) => `replace ${text(Old)} => ${text(New)}`),
    ...(goMod.Exclude ?? []).map(module => `exclude ${text(module)}`),
  ];
}

/** Where a module lies of which some files are not its own. */
const REWRITTEN = 'rewritten';

async function rewrite(
  from: string,
  to: string,
  files: NonNullable<GoProgram['instead']>,
): Promise<void> {
  await fs.cp(from, to, { recursive: true });
  for (const [name, instead] of Object.entries(files)) {
    const file = path.join(to, name);
    const was = await fs.readFile(file, 'utf8');
    const text = typeof instead === 'string' ? instead : instead(was);
    if (text === was) {
      throw new Error(`${name} has nothing left to change`);
    }
    // Go's cache is read-only, and so is a copy of it.
    await fs.rm(file);
    await fs.writeFile(file, text);
  }
}

/** The go.mod of an own, otherwise empty module from whose requirements the program is built. */
export function goModText(
  program: GoProgram,
  go: string,
  staging: string[],
  lines: string[] = [],
): string {
  const { module, version, calledItself = module } = program;
  const from = program.instead
    ? `./${REWRITTEN}`
    : calledItself !== module && `${module} ${version}`;
  return [
    `module slipway.dev/real/${program.name}`,
    `go ${go}`,
    `require ${calledItself} ${version}`,
    ...staging.map(
      name => `replace ${name} => ${name} ${program.stagingVersion}`,
    ),
    ...Object.entries(program.replaces ?? {}).map(
      ([name, other]) => `replace ${name} => ${name} ${other}`,
    ),
    ...(from ? [`replace ${calledItself} => ${from}`] : []),
    ...lines,
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
    const goMod: GoModJson = JSON.parse(
      await run('go', ['mod', 'edit', '-json', source.GoMod]),
    );
    const staging = program.stagingVersion ? stagingModules(goMod) : [];
    const go = (await run('go', ['env', 'GOVERSION'])).trim();
    await fs.writeFile(
      path.join(work, 'go.mod'),
      goModText(
        program,
        go.replace(/^go/, '').split(/[ -]/)[0],
        staging,
        ownLines(goMod),
      ),
    );
    // What its authors built it with is known to be that, also where no public list knows it.
    await fs
      .copyFile(path.join(source.Dir, 'go.sum'), path.join(work, 'go.sum'))
      .catch(() => undefined);
    await fs.chmod(path.join(work, 'go.sum'), 0o644).catch(() => undefined);
    if (program.instead) {
      await rewrite(source.Dir, path.join(work, REWRITTEN), program.instead);
    }
    if (program.source) {
      await fs.cp(program.source, work, { recursive: true });
    }
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
        ...(program.tags ? ['-tags', program.tags.join(',')] : []),
        '-ldflags',
        ['-s', '-w', ...stamps].join(' '),
        '-o',
        output,
        program.source ? '.' : program.package ?? program.module,
      ],
      {
        cwd: work,
        nice: true,
        signal,
        env: { CGO_ENABLED: program.cgo ? '1' : '0' },
      },
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
