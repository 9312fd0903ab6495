import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** `yarn start` and `yarn test` are what they are in any Backstage repository. */
export const isYarn = () =>
  (process.env.npm_config_user_agent ?? '').startsWith('yarn');

const SANDBOX = ['app-config.yaml', 'app-config.sandbox.yaml'].flatMap(file => [
  '--config',
  file,
]);

export function passToBackstage(command) {
  const args = [
    join(ROOT, 'node_modules/.bin/backstage-cli'),
    'repo',
    command,
    ...(command === 'start' ? SANDBOX : []),
    ...process.argv.slice(2),
  ];
  return (
    spawnSync(process.execPath, args, { stdio: 'inherit', cwd: ROOT }).status ??
    1
  );
}
