import { spawn } from 'node:child_process';

export class GitError extends Error {}

/** The environment of every git process: the user's own settings, prompts and open repositories stay out of it. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const outside = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_'),
  );
  return {
    ...Object.fromEntries(outside),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

export interface GitOptions {
  repository: string;
  input?: Buffer | string;
}

/** The one place where git is run. */
export function git(args: string[], options: GitOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: options.repository,
      env: gitEnvironment(),
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', chunk => output.push(chunk));
    child.stderr.on('data', chunk => errors.push(chunk));
    child.on('error', reject);
    // Git may end before it has read everything; its exit code tells why.
    child.stdin.on('error', () => undefined);
    child.on('close', code => {
      if (code === 0) {
        resolve(Buffer.concat(output));
        return;
      }
      const said = Buffer.concat(errors).toString('utf8').trim();
      reject(new GitError(`git ${args[0]} ended with ${code}: ${said}`));
    });
    child.stdin.end(options.input);
  });
}

export async function gitText(
  args: string[],
  options: GitOptions,
): Promise<string> {
  return (await git(args, options)).toString('utf8');
}
