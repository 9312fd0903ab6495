import { delimiter, dirname } from 'node:path';
import { tool } from './running';

/** What says where packages come from stays; what npm says of the project that it runs this test for does not. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        name !== 'NODE_ENV' &&
        !/^npm_(?!config_)|^npm_config_.*prefix$/.test(name),
    ),
  );
}

/** Runs npm in a folder, with the Node that runs the tests. */
export function npmIn(folder: string, variables: Record<string, string>) {
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return (...args: string[]) =>
    tool('npm', args, {
      cwd: folder,
      env: { ...ownEnvironment(), ...variables, PATH },
    });
}
