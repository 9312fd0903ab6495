import { existsSync, readFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { dirname, join } from 'node:path';
import { format, stripVTControlCharacters } from 'node:util';
import next from 'next';
import type { Logger } from 'pino';

export interface Pages {
  answer: RequestListener;
  close: () => Promise<void>;
}

/** What `next build` leaves beside the server. */
const BUILT = '.next/required-server-files.json';

/** Next, inside of this process: built pages in the image, pages that follow each change on a developer's machine. */
export async function openPages(httpServer: Server, log: Logger): Promise<Pages> {
  // The one folder is that of the build, above the modules of the server; the other that of the sources.
  const folder = dirname(import.meta.dirname);
  const built = existsSync(join(folder, BUILT));
  if (built) {
    // As Next's own server for the image does it: there is no configuration file any more.
    const { config } = JSON.parse(readFileSync(join(folder, BUILT), 'utf8')) as { config: object };
    process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
    process.chdir(folder);
    consoleTo(log);
  }
  const app = next({ dev: !built, dir: built ? folder : dirname(folder), httpServer });
  await app.prepare();
  const answer = app.getRequestHandler();
  return {
    answer: (request, response) => {
      answer(request, response).catch((error: unknown) => {
        log.error(error, 'not answered');
        response.destroy();
      });
    },
    close: () => app.close(),
  };
}

/** What libraries print becomes a line of the log, so that every line is JSON. */
function consoleTo(log: Logger): void {
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    console[level] = (...said: unknown[]) => log[level](stripVTControlCharacters(format(...said)).trim());
  }
  console.log = console.info;
}
