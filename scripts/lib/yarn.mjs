import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { holdData } from './data.mjs';
import { LOCAL, ROOT } from './paths.mjs';
import { addressVariables, startSandbox } from './portal.mjs';
import { choosePorts } from './ports.mjs';
import { endAll } from './run.mjs';

/** Whether Yarn runs this as the repository's own script: then it is what it is in any Backstage repository. */
export const isYarn = (script, env = process.env) =>
  (env.npm_config_user_agent ?? '').startsWith('yarn') &&
  env.npm_lifecycle_event === script &&
  env.npm_package_name === 'slipway';

/** `yarn test`. */
export const testAsBackstage = () => backstage(['repo', 'test']);

/** `yarn start`: Backstage's development server with hot reload, on the sandbox. */
export async function startAsBackstage() {
  const data = join(LOCAL, 'data');
  holdData(data);
  try {
    const ports = await choosePorts(join(data, 'ports.json'));
    const { addresses } = await startSandbox(
      { node: process.execPath, env: process.env },
      { data, ports },
    );
    const app = 'http://127.0.0.1:3000';
    return await backstage(
      [
        'repo',
        'start',
        ...['app-config.yaml', 'app-config.sandbox.yaml'].flatMap(file => [
          '--config',
          join(ROOT, file),
        ]),
      ],
      {
        ...addressVariables(addresses, ports.portal),
        // The development server has a port of its own.
        APP_CONFIG_app_baseUrl: JSON.stringify(app),
        APP_CONFIG_backend_cors_origin: JSON.stringify(app),
      },
    );
  } finally {
    await endAll();
  }
}

function backstage(args, env = {}) {
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/.bin/backstage-cli'),
      ...args,
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit', cwd: ROOT, env: { ...process.env, ...env } },
  );
  // A terminal sends Ctrl-C to both; the child ends first, then its end ends this.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', code => done(code ?? 1));
  });
}
