import { IncomingMessage, ServerResponse } from 'node:http';

/** What a request may send at most; the largest real ones are some hundred kilobytes. */
const LARGEST_BODY = 8 * 1024 * 1024;

export class BodyTooLargeError extends Error {}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) {
      throw new BodyTooLargeError(
        `The body is larger than ${LARGEST_BODY} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendJson(
  response: ServerResponse,
  code: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(code, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

export function sendText(
  response: ServerResponse,
  code: number,
  text: string,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(code, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

export interface BasicCredentials {
  username: string;
  password: string;
}

export function bearerToken(request: IncomingMessage): string | undefined {
  return /^bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

export function basicCredentials(
  request: IncomingMessage,
): BasicCredentials | undefined {
  const encoded = /^basic\s+(.+)$/i.exec(
    request.headers.authorization ?? '',
  )?.[1];
  if (!encoded) {
    return undefined;
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0
    ? undefined
    : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
