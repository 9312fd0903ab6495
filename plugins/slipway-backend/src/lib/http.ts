import { IncomingHttpHeaders, request as plain } from 'node:http';
import { request as secure } from 'node:https';

export interface JsonRequest {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Certificates to trust, PEM. */
  ca?: string;
  /** Larger is nothing that was asked for. */
  mostBytes?: number;
  /** Takes what is asked for piece by piece, so that it never stands in memory as a whole. */
  into?: BodyReader;
  signal: AbortSignal;
}

export interface BodyReader {
  take(piece: Uint8Array): void;
  /** All came: what is to be handed on of it. */
  end(): unknown;
}

export interface JsonAnswer {
  status: number;
  /** `undefined`: what came is no JSON. */
  body: unknown;
  headers: IncomingHttpHeaders;
}

const MOST_BYTES = 4 * 1024 * 1024;

function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

class WholeBody implements BodyReader {
  private readonly parts: Uint8Array[] = [];

  take(piece: Uint8Array) {
    this.parts.push(piece);
  }

  end(): unknown {
    return parsed(Buffer.concat(this.parts).toString('utf8'));
  }
}

/**
 * One request for JSON, whole or not at all. It goes nowhere else than asked: with a redirect a token would go along.
 * The platform's `fetch` trusts the authorities of the process alone; these are named for each server.
 */
export function askJson(options: JsonRequest): Promise<JsonAnswer> {
  const { url, method = 'GET', headers, body, ca, into, signal } = options;
  const { mostBytes = MOST_BYTES } = options;
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? secure : plain)(
      url,
      {
        method,
        signal,
        ...(ca && { ca }),
        headers: {
          accept: 'application/json',
          ...(text !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      response => {
        const reader =
          into && response.statusCode === 200 ? into : new WholeBody();
        let bytes = 0;
        response.on('error', reject);
        response.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes > mostBytes) {
            response.destroy(new Error('too much of an answer'));
            return;
          }
          try {
            reader.take(part);
          } catch (error) {
            response.destroy(error as Error);
          }
        });
        response.on('end', () => {
          if (!response.complete) {
            reject(new Error('ECONNRESET'));
            return;
          }
          try {
            resolve({
              status: response.statusCode ?? 0,
              body: reader.end(),
              headers: response.headers,
            });
          } catch (error) {
            reject(error);
          }
        });
        response.on('close', () => reject(new Error('ECONNRESET')));
      },
    );
    request.on('error', reject);
    request.end(text);
  });
}
