import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { NODE_ABI } from './toolchain.mjs';

/** Whether the SQLite that is installed runs on the given Node. */
export async function sqliteRuns({ node, env }) {
  const { code } = await run(
    node,
    ['-e', `new (require('better-sqlite3'))(':memory:').close()`],
    { cwd: join(ROOT, 'packages/backend'), env, check: false },
  );
  return code === 0;
}

/** Whether its maker's prebuilt one can be had: then nothing has to be compiled. */
export async function prebuiltCanBeHad(
  lockFile = join(ROOT, 'yarn.lock'),
  fetchIt = fetch,
) {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) {
    // The installer goes through the proxy, this question would not; its failure names the remedy.
    return true;
  }
  try {
    const url = prebuiltUrl(readFileSync(lockFile, 'utf8'));
    const answer = await fetchIt(url, {
      method: 'HEAD',
      signal: AbortSignal.timeout(10_000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

function prebuiltUrl(lock) {
  const [, version] = /^"better-sqlite3@npm:.*\n {2}version: (.*)$/m.exec(lock);
  const { platform, arch } = process;
  return `https://github.com/WiseLibs/better-sqlite3/releases/download/v${version}/better-sqlite3-v${version}-node-v${NODE_ABI}-${platform}-${arch}.tar.gz`;
}
