import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const PACKAGES = {
  git: { apt: 'git', dnf: 'git', apk: 'git', pacman: 'git', zypper: 'git' },
  compiler: {
    apt: 'build-essential python3',
    dnf: 'gcc-c++ make python3',
    apk: 'build-base python3',
    pacman: 'base-devel python',
    zypper: 'gcc-c++ make python3',
  },
};

const INSTALL = {
  apt: 'sudo apt-get install',
  dnf: 'sudo dnf install',
  apk: 'sudo apk add',
  pacman: 'sudo pacman -S',
  zypper: 'sudo zypper install',
};

const FAMILIES = [
  ['apt', /debian|ubuntu/],
  ['dnf', /fedora|rhel|centos/],
  ['apk', /alpine/],
  ['pacman', /arch/],
  ['zypper', /suse/],
];

/** What is missing on this machine, each with its remedy; nothing is installed behind anyone's back. */
export async function missingRequirements({
  has = hasProgram,
  sqliteIsThere,
  system = thisSystem(),
  nodeVersion = process.versions.node,
}) {
  const missing = [];
  if (Number(nodeVersion.split('.')[0]) < 20) {
    missing.push(
      `Node ${nodeVersion} is too old to bring the rest: take 20 or later from https://nodejs.org.`,
    );
  }
  if (!has('git')) {
    missing.push(
      `git is missing: the sandbox keeps real repositories. ${remedy(
        system,
        'git',
      )}`,
    );
  }
  const compiler =
    ['c++', 'g++', 'clang++'].some(name => has(name)) &&
    has('make') &&
    has('python3');
  if (!compiler && !(await sqliteIsThere())) {
    missing.push(
      `A C++ toolchain (c++, make, python3) is missing: no prebuilt SQLite can be had here, so it is compiled once. ${remedy(
        system,
        'compiler',
      )}`,
    );
  }
  return missing;
}

function remedy({ platform, release }, what) {
  if (platform === 'darwin') {
    return 'Install it with: xcode-select --install';
  }
  const ids = [...release.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].join(' ');
  const [family] = FAMILIES.find(([, pattern]) => pattern.test(ids)) ?? [];
  return family
    ? `Install it with: ${INSTALL[family]} ${PACKAGES[what][family]}`
    : `Install it with your system's package manager (on Debian: ${PACKAGES[what].apt}).`;
}

function thisSystem() {
  let release = '';
  try {
    release = readFileSync('/etc/os-release', 'utf8');
  } catch {
    // Not every system has one.
  }
  return { platform: process.platform, release };
}

/** Looked up, not run: on macOS the stand-ins in /usr/bin open a window when they are run. */
export function hasProgram(program, path = process.env.PATH ?? '') {
  return path.split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
    } catch {
      return false;
    }
    return !isStandIn(folder);
  });
}

function isStandIn(folder) {
  return (
    process.platform === 'darwin' &&
    folder === '/usr/bin' &&
    spawnSync('xcode-select', ['-p'], { stdio: 'ignore' }).status !== 0
  );
}
