import { existsSync, lstatSync, readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Base, FindBase } from './bases';
import type { Bind } from './chamber';
import { javaFolder, npmFolder, pathOf, pythonFolder, said } from './machine';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What builders have of the system; /usr/local is theirs, and so is the rest of the root. */
const SYSTEM = [
  ...['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libexec', 'share', 'include']
    .map(name => `/usr/${name}`)
    .filter(existsSync),
  ...readdirSync('/etc')
    .filter(name =>
      /^(alternatives|ssl|ca-certificates|ld\.so\..*|nsswitch\.conf|hosts|resolv\.conf|passwd|group|pip\.conf|npmrc|maven|java-.*)$/.test(
        name,
      ),
    )
    .map(name => `/etc/${name}`),
];

/** Links into /usr today, folders of their own once. */
const BESIDE = ['/bin', '/sbin', '/lib', '/lib32', '/lib64'].filter(existsSync);
const isLink = (place: string) => lstatSync(place).isSymbolicLink();

const systemBinds: Bind[] = [
  ...SYSTEM,
  ...BESIDE.filter(place => !isLink(place)),
].map(place => ({ from: place, to: place }));

interface Language {
  /** What it is called, with its version. */
  title: string;
  binds: Bind[];
  env: string[];
  links?: Record<string, string>;
}

/** An image that builds: a language where the image has it, and the system of this machine. */
function builder({ title, binds, env, links = {} }: Language): Base {
  return {
    config: { Env: env },
    stands: `${title}, and the system's own programs and libraries`,
    binds: [...systemBinds, ...binds],
    async fill(root) {
      const folders = ['etc', 'root', 'tmp', 'usr/local/bin', 'usr/local/lib'];
      for (const folder of folders) {
        await fs.mkdir(path.join(root, folder), { recursive: true });
      }
      await fs.chmod(path.join(root, 'tmp'), 0o1777);
      for (const place of BESIDE.filter(isLink)) {
        await fs.symlink(`usr${place}`, path.join(root, place));
      }
      for (const [name, target] of Object.entries(links)) {
        await fs.symlink(target, path.join(root, name));
      }
    },
  };
}

const go: FindBase = () => {
  const folder = said('go', 'env', 'GOROOT');
  return folder
    ? builder({
        title: said('go', 'version'),
        binds: [{ from: folder, to: '/usr/local/go' }],
        env: [
          `PATH=/go/bin:/usr/local/go/bin:${PATH}`,
          'GOPATH=/go',
          'GOTOOLCHAIN=local',
        ],
      })
    : undefined;
};

const node: FindBase = () => {
  const npm = npmFolder();
  const commands = '../lib/node_modules/npm/bin';
  return npm
    ? builder({
        title: `Node ${process.version} with npm ${said('npm', '--version')}`,
        binds: [
          { from: process.execPath, to: '/usr/local/bin/node' },
          { from: npm, to: '/usr/local/lib/node_modules/npm' },
        ],
        env: [`PATH=${PATH}`],
        links: {
          'usr/local/bin/npm': `${commands}/npm-cli.js`,
          'usr/local/bin/npx': `${commands}/npx-cli.js`,
        },
      })
    : undefined;
};

const python: FindBase = () => {
  const folder = pythonFolder();
  return folder
    ? builder({
        title: said(path.join(folder, 'bin/python3'), '--version'),
        binds: ['bin', 'lib', 'include'].map(name => ({
          from: path.join(folder, name),
          to: `/usr/local/${name}`,
        })),
        // Some are linked to a library that lies beside them.
        env: [`PATH=${PATH}`, 'LD_LIBRARY_PATH=/usr/local/lib'],
      })
    : undefined;
};

const maven: FindBase = () => {
  const folder = javaFolder();
  return folder && pathOf('mvn')
    ? builder({
        title: `${said('java', '-version').split('\n')[0]} with Maven`,
        binds: folder.startsWith('/usr/lib/')
          ? []
          : [{ from: folder, to: folder }],
        env: [`PATH=${PATH}`, `JAVA_HOME=${folder}`],
      })
    : undefined;
};

export const toolchains = { go, node, python, maven };
