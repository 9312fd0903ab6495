import { spawn } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';
import { gitEnvironment } from './git';

export interface GitHttpRequest {
  /** The folder that holds the repositories. */
  root: string;
  /** Path below the root, e.g. `/shop/payments.git/info/refs`. */
  path: string;
  query: string;
  /** Who pushes; undefined may only read. */
  user?: string;
}

/** Hands a request to `git http-backend`, Git's own CGI program. Resolves when it has ended; ending the answer is the caller's. */
export function gitHttpBackend(
  { root, path, query, user }: GitHttpRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const { headers } = request;
    const child = spawn('git', ['http-backend'], {
      env: {
        ...gitEnvironment(),
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: headers['content-type'] ?? '',
        CONTENT_LENGTH: headers['content-length'] ?? '',
        REMOTE_ADDR: '127.0.0.1',
        ...(user && { REMOTE_USER: user }),
        ...(headers['content-encoding'] && {
          HTTP_CONTENT_ENCODING: headers['content-encoding'],
        }),
        ...(headers['git-protocol'] && {
          GIT_PROTOCOL: String(headers['git-protocol']),
        }),
      },
    });
    let head: Buffer | undefined = Buffer.alloc(0);
    child.stdout.on('data', (chunk: Buffer) => {
      if (!head) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) {
        sendHead(response, head.toString('latin1', 0, end));
        response.write(head.subarray(end + 4));
        head = undefined;
      }
    });
    child.on('error', reject);
    // Whoever pushes may go away half-way; git ends by itself then.
    child.stdin.on('error', () => undefined);
    request.on('aborted', () => child.stdin.end());
    child.on('close', () => {
      if (head) {
        response.writeHead(500);
      }
      resolve();
    });
    request.pipe(child.stdin);
  });
}

function sendHead(response: ServerResponse, head: string): void {
  let code = 200;
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'status') {
      code = Number(value.split(' ')[0]);
    } else {
      response.setHeader(name, value);
    }
  }
  response.writeHead(code);
}
