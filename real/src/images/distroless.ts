import { existsSync, readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Base, FindBase } from './bases';
import type { Bind } from './chamber';
import {
  commonLibraries,
  javaFolder,
  librariesOf,
  pythonFolder,
  said,
} from './machine';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const USER = '65532';

/** What every image of the family has: no shell, no package manager, nobody's files. */
async function fillSystem(root: string): Promise<void> {
  const users = [
    'root:x:0:0:root:/root:/sbin/nologin',
    'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin',
    `nonroot:x:${USER}:${USER}:nonroot:/home/nonroot:/sbin/nologin`,
  ];
  const folders = ['etc/ssl/certs', 'home/nonroot', 'root', 'tmp', 'usr/share'];
  for (const folder of folders) {
    await fs.mkdir(path.join(root, folder), { recursive: true });
  }
  await fs.writeFile(path.join(root, 'etc/passwd'), `${users.join('\n')}\n`);
  for (const place of [
    '/etc/ssl/certs/ca-certificates.crt',
    '/usr/share/zoneinfo',
  ]) {
    if (existsSync(place)) {
      await fs.cp(place, path.join(root, place), { recursive: true });
    }
  }
}

interface Runtime {
  title: string;
  entrypoint: string[];
  binds: Bind[];
  memory?: string[];
  /** Programs and libraries whose libraries it has. */
  linked: string[];
  links?: Record<string, string>;
  env?: string[];
}

/** An image of the family that has a runtime, with the libraries that it is linked to and no others. */
function withRuntime(runtime: Runtime): Base {
  const { title, entrypoint, binds, memory, linked, links = {}, env } = runtime;
  return {
    config: {
      User: USER,
      Env: [`PATH=${PATH}`, ...(env ?? [])],
      Entrypoint: entrypoint,
    },
    stands: `${title} with the libraries of C and C++, certificates and time zones`,
    binds,
    memory,
    async fill(root) {
      await fillSystem(root);
      // The family's images with a runtime have what C++ needs, whether that runtime does or not.
      const common = commonLibraries();
      for (const library of [
        ...common,
        ...librariesOf([...linked, ...common]),
      ]) {
        const place = path.join(root, library);
        await fs.mkdir(path.dirname(place), { recursive: true });
        // By its name, which may be that of a link.
        await fs.copyFile(library, place);
      }
      for (const [name, target] of Object.entries(links)) {
        await fs.mkdir(path.dirname(path.join(root, name)), {
          recursive: true,
        });
        await fs.symlink(target, path.join(root, name));
      }
    },
  };
}

const system: FindBase = () => ({
  config: { User: USER, Env: [`PATH=${PATH}`] },
  stands: 'certificates, time zones and the list of users, nothing else',
  binds: [],
  fill: fillSystem,
});

const node: FindBase = () =>
  withRuntime({
    title: `Node ${process.version}`,
    entrypoint: ['/nodejs/bin/node'],
    binds: [{ from: process.execPath, to: '/nodejs/bin/node' }],
    linked: [process.execPath],
  });

function librariesIn(folder: string, leftOut: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.so$/.test(name) && !leftOut.test(name))
    .map(name => path.join(folder, name))
    .filter(existsSync);
}

const python: FindBase = () => {
  const folder = pythonFolder();
  if (!folder) {
    return undefined;
  }
  const program = path.join(folder, 'bin/python3.13');
  const library = path.join(folder, 'lib/python3.13');
  return withRuntime({
    title: said(program, '--version'),
    entrypoint: ['/usr/bin/python3.13'],
    // In another folder than where packages were installed for it, as the images have it.
    binds: [
      { from: program, to: '/usr/bin/python3.13' },
      { from: library, to: '/usr/lib/python3.13' },
    ],
    memory: ['/usr/lib/python3.13/site-packages'],
    env: ['LANG=C.UTF-8'],
    linked: [
      program,
      ...librariesIn(path.join(library, 'lib-dynload'), /tkinter/),
    ],
  });
};

const java: FindBase = () => {
  const folder = javaFolder();
  if (!folder) {
    return undefined;
  }
  // Debian keeps settings elsewhere.
  const settings = readdirSync('/etc').filter(name => /^java-\d/.test(name));
  return withRuntime({
    title: said('java', '-version').split('\n')[0],
    entrypoint: ['/usr/bin/java', '-jar'],
    binds: [folder, ...settings.map(name => `/etc/${name}`)].map(place => ({
      from: place,
      to: place,
    })),
    linked: [
      path.join(folder, 'bin/java'),
      ...librariesIn(
        path.join(folder, 'lib'),
        /awt|splash|font|sound|jpeg|lcms|mlib|freetype/,
      ),
    ],
    links: { 'usr/bin/java': path.join(folder, 'bin/java') },
    env: [`JAVA_HOME=${folder}`],
  });
};

export const distroless = { system, node, python, java };
