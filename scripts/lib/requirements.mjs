import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';

export const has = program =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

/** How a package is installed here, by the system's own means. */
function install(packages) {
  if (platform() === 'darwin') {
    return 'xcode-select --install';
  }
  const release = existsSync('/etc/os-release')
    ? readFileSync('/etc/os-release', 'utf8')
    : '';
  if (/ID(_LIKE)?=.*(debian|ubuntu)/.test(release)) {
    return `sudo apt-get install ${packages.debian}`;
  }
  if (/ID(_LIKE)?=.*(fedora|rhel|centos)/.test(release)) {
    return `sudo dnf install ${packages.fedora}`;
  }
  if (/ID=.*alpine/.test(release)) {
    return `sudo apk add ${packages.alpine}`;
  }
  return `your system's package manager (${packages.debian})`;
}

/** What is missing, each with its remedy; nothing is installed behind anyone's back. */
export function missingRequirements({ hasProgram = has, sqliteIsBuilt }) {
  const missing = [];
  if (!hasProgram('git')) {
    missing.push(
      `git is missing: the sandbox keeps real repositories. Install it with: ${install(
        { debian: 'git', fedora: 'git', alpine: 'git' },
      )}`,
    );
  }
  const compiler = ['c++', 'g++', 'clang++'].some(hasProgram);
  if (
    !sqliteIsBuilt &&
    !(compiler && hasProgram('make') && hasProgram('python3'))
  ) {
    missing.push(
      `a C++ toolchain (c++, make, python3) is missing: SQLite is compiled once where no prebuilt one can be had. Install it with: ${install(
        {
          debian: 'build-essential python3',
          fedora: 'gcc-c++ make python3',
          alpine: 'build-base python3',
        },
      )}`,
    );
  }
  return missing;
}
