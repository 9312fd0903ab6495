import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../paths.mjs';

/** What of the house a portal needs. */
const FOLDERS = [
  'packages/app',
  'packages/backend',
  'packages/model',
  'packages/blueprint',
  'packages/skeletons',
  'packages/sandbox',
  'plugins',
  'templates',
  'examples',
  'e2e/legacy-app',
  'scripts',
  'app-config.yaml',
  'app-config.sandbox.yaml',
  '.yarnrc.yml',
  'tsconfig.json',
  'package.json',
  // All that is not Backstage's stays as it is here.
  'yarn.lock',
];

const WORKSPACES = ['packages/*', 'plugins/*', 'templates', 'e2e/legacy-app'];

/** What the demo's portal has besides and a release's own program does not bring: no part of what is asked here. */
const LEFT_OUT = [
  '@backstage/plugin-app-module-user-settings',
  '@backstage/plugin-home',
  '@backstage/plugin-scaffolder-backend-module-gitea',
  '@backstage/plugin-scaffolder-backend-module-gitlab',
  '@backstage/plugin-user-settings-backend',
  '@roadiehq/backstage-plugin-argo-cd',
  '@roadiehq/backstage-plugin-argo-cd-backend',
];

const json = file => JSON.parse(readFileSync(file, 'utf8'));
const write = (file, value) =>
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);

/** Copies what git knows of a portal's folders, without what it leaves out. */
export function copyPortal(folder) {
  const files = execFileSync(
    'git',
    [
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      ...FOLDERS,
    ],
    { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
  )
    .toString()
    .split('\0')
    .filter(
      file =>
        file &&
        !/^examples\/(acme|rendered)\//.test(file) &&
        existsSync(join(ROOT, file)),
    );
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(folder, file));
  }
  const backEnd = join(folder, 'packages/backend/src/index.ts');
  writeFileSync(
    backEnd,
    readFileSync(backEnd, 'utf8').replace(
      /backend\.add\(\s*import\('([^']+)'\),?\s*\);\n/g,
      (line, name) => (LEFT_OUT.includes(name) ? '' : line),
    ),
  );
  return files.filter(
    file =>
      file.endsWith('/package.json') &&
      WORKSPACES.some(pattern =>
        new RegExp(`^${pattern.replace('*', '[^/]+')}/package.json$`).test(
          file,
        ),
      ),
  );
}

/** Asks in every package for the versions that are known, and for any where none is; tells of which none is. */
export function pin(folder, manifests, known) {
  const unknown = new Set();
  for (const file of manifests) {
    const manifest = json(join(folder, file));
    // Tests are run where they are written.
    delete manifest.devDependencies;
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      if (LEFT_OUT.includes(name)) {
        delete manifest.dependencies[name];
      } else if (name.startsWith('@backstage/')) {
        manifest.dependencies[name] = known[name] ?? '*';
        if (!known[name]) {
          unknown.add(name);
        }
      }
    }
    write(join(folder, file), manifest);
  }
  const root = json(join(ROOT, 'package.json'));
  // SQLite is as it was built here: compiling it again takes longer than all the rest.
  const dependenciesMeta = { ...root.dependenciesMeta };
  delete dependenciesMeta['better-sqlite3'];
  const kept = ['@backstage/cli', '@types/jest', '@types/node', 'typescript'];
  write(join(folder, 'package.json'), {
    ...root,
    workspaces: WORKSPACES,
    dependenciesMeta,
    devDependencies: {
      ...Object.fromEntries(
        kept.map(name => [name, known[name] ?? root.devDependencies[name]]),
      ),
      '@types/react': '^18',
      '@types/react-dom': '^18',
    },
    resolutions: { ...known, ...root.resolutions },
  });
  return [...unknown];
}

/** Takes over what was compiled here, where it is of the same version. */
export function takeSqlite(folder) {
  const [from, to] = [ROOT, folder].map(root =>
    join(root, 'node_modules/better-sqlite3'),
  );
  const version = path => json(join(path, 'package.json')).version;
  if (version(from) !== version(to)) {
    throw new Error(
      `SQLite of version ${version(to)} is wanted, and here is ${version(
        from,
      )}`,
    );
  }
  cpSync(join(from, 'build'), join(to, 'build'), { recursive: true });
}
