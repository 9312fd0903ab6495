import http from 'node:http';
import https from 'node:https';

export interface Call {
  method?: string;
  token?: string;
  ca?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** Node's own client: unlike `fetch` it trusts a certificate that is given, and asks for no compression. */
export function open(url: string, call: Call): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { ...call.headers };
    if (call.token) {
      headers.authorization = `Bearer ${call.token}`;
    }
    if (call.body !== undefined) {
      headers['content-length'] = String(Buffer.byteLength(call.body));
      headers['content-type'] ??= 'application/json';
    }
    const { request } = url.startsWith('https:') ? https : http;
    const outgoing = request(
      url,
      {
        method: call.method ?? 'GET',
        headers,
        ca: call.ca,
        signal: call.signal,
        agent: false,
      },
      resolve,
    );
    outgoing.on('error', reject);
    outgoing.end(call.body);
  });
}

export async function requestText(
  url: string,
  call: Call = {},
): Promise<Answer> {
  const response = await open(url, {
    signal: AbortSignal.timeout(60_000),
    ...call,
  });
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) {
    body += chunk;
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}
