import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where a program of this machine lies. */
export function pathOf(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map(folder => path.join(folder, program))
    .find(existsSync);
}

/** What a program of this machine says; nothing where it fails. */
export function said(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
  });
  return status === 0 ? (stdout + stderr).trim() : '';
}

/** The folder of the Python that images have, where it is here: by its own name, or kept by pyenv. */
export function pythonFolder(): string | undefined {
  const kept = path.join(os.homedir(), '.pyenv/versions');
  return [
    'python3.13',
    'python3',
    ...(existsSync(kept) ? readdirSync(kept) : []).map(version =>
      path.join(kept, version, 'bin/python3'),
    ),
  ]
    .map(program =>
      said(
        program,
        '-c',
        'import sys; print("%d.%d %s" % (*sys.version_info[:2], sys.base_prefix))',
      ),
    )
    .filter(answer => answer.startsWith('3.13 '))
    .map(answer => answer.slice('3.13 '.length))[0];
}

/** The folder of the Java that runs here. */
export function javaFolder(): string | undefined {
  const java = pathOf('java');
  return java && path.dirname(path.dirname(realpathSync(java)));
}

/** npm itself, whatever Node it came with. */
export function npmFolder(): string | undefined {
  const npm = pathOf('npm');
  return npm && path.dirname(path.dirname(realpathSync(npm)));
}

/** What programs in C and C++ find at run time, linked to it or not, as far as this machine has it. */
export function commonLibraries(): string[] {
  const names =
    /^\s+lib(c|m|dl|rt|pthread|util|resolv|nss_\w+|gcc_s|stdc\+\+|gomp|ssl|crypto)\.so\.\d+ .*=> (\S+)$/gm;
  return [...said('/sbin/ldconfig', '-p').matchAll(names)].map(
    ([, , file]) => file,
  );
}

/** The C library and the others that programs and libraries are linked to, with the loader. */
export function librariesOf(files: readonly string[]): string[] {
  const linked = said('ldd', ...files);
  const found = linked.match(/(?<==> |^\s+)\/\S+(?= \(0x)/gm) ?? [];
  return [...new Set(found)].sort();
}
