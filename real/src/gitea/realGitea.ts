import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort, untilReady } from '../cluster/ready';
import { startSupervised, type Supervised } from '../cluster/supervised';
import { requestText } from '../http';
import { buildProgram, downloadModule } from '../programs/goBuild';
import { programs } from '../programs/programs';
import { run } from '../programs/run';

export interface RealGitea {
  url: string;
  username: string;
  password: string;
  stop(): Promise<void>;
}

/** Gitea does not run as root: then it is somebody who may do nothing. */
const NOBODY = 65534;
const username = 'slipway';
const password = 'only-on-loopback-1';

/** What it reads beside its binary, as far as nobody looks at its pages. */
const STATIC = ['templates', 'options', 'public'];

/** Gitea on loopback with an administrator and SQLite of its own, in a folder that goes when it goes. */
export async function startRealGitea(): Promise<RealGitea> {
  const { gitea } = programs;
  const built = await buildProgram(gitea);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'slipway-gitea-'));
  const user =
    process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
  let server: Supervised | undefined;
  const stop = async () => {
    await server?.stop();
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const binary = path.join(folder, 'gitea');
    await fs.copyFile(built, binary, constants.COPYFILE_FICLONE);
    const { Dir } = await downloadModule(gitea.module, gitea.version);
    for (const name of STATIC) {
      await fs.cp(path.join(Dir, name), path.join(folder, name), {
        recursive: true,
      });
    }
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const config = path.join(folder, 'app.ini');
    await fs.writeFile(config, configuration(folder, port, url));
    if (user) {
      await run('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
    }
    const options = {
      cwd: folder,
      ...user,
      env: { HOME: folder, USER: 'nobody', GITEA_WORK_DIR: folder },
    };
    server = startSupervised(binary, ['web', '--config', config], {
      ...options,
      logFile: path.join(folder, 'gitea.log'),
    });
    await untilReady(
      'gitea',
      server,
      async () => (await requestText(`${url}/api/healthz`)).status === 200,
    );
    await run(
      binary,
      [
        ...['--config', config, 'admin', 'user', 'create', '--admin'],
        ...['--username', username, '--password', password],
        ...['--email', 'slipway@example.org', '--must-change-password=false'],
      ],
      options,
    );
    return { url, username, password, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configuration(folder: string, port: number, url: string): string {
  return `RUN_USER =
WORK_PATH = ${folder}
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = ${url}/
STATIC_ROOT_PATH = ${folder}
OFFLINE_MODE = true
DISABLE_SSH = true
[database]
DB_TYPE = sqlite3
PATH = ${folder}/gitea.db
[repository]
ROOT = ${folder}/repositories
[security]
INSTALL_LOCK = true
SECRET_KEY = of-no-worth
PASSWORD_HASH_ALGO = pbkdf2$1000$50
[service]
DISABLE_REGISTRATION = true
[log]
MODE = console
LEVEL = Warn
[cron]
ENABLED = false
[indexer]
REPO_INDEXER_ENABLED = false
[actions]
ENABLED = false
`;
}
